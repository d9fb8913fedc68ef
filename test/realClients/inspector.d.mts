/** The program, once it has a place in that empty folder. */
export declare function inspectorIn(home: string): Promise<string>;
