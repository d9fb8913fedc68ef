declare module 'negotiator' {
  export default class Negotiator {
    constructor(request: { headers: Record<string, string> });
    mediaTypes(available: string[]): string[];
  }
}
