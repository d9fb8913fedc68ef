/** "Kills": the server stops listening and drops every connection, as a crashed process does. */
export interface HarmSettings {
  /** One `initialize` refused for its `Accept` makes every later one a 500. */
  refusedHelloDisables: boolean;
  /** A second GET stream while the first is open kills. */
  secondGetKills: boolean;
  /** OPTIONS kills. */
  optionsKills: boolean;
  /** OPTIONS, HEAD, PUT and PATCH are never answered. */
  hangsOnOtherVerbs: boolean;
  /** A body that is not JSON kills. */
  malformedKills: boolean;
  /** A method it does not know, `server/discover` among them, is never answered. */
  hangsOnUnknownMethod: boolean;
  /** A `server/discover` is 500, and so is every `initialize` after it (Python mcp 1.8.1, stateless). */
  discoverDisables: boolean;
  /** A DELETE of a session kills (Python mcp 1.8 and 1.9 with newer packages around them). */
  deleteKills: boolean;
  /** The first `initialize` after a GET is refused like one without the right `Accept`. */
  getRefusesNextHello: boolean;
  /** One transport for everybody: of two requests with one id at once, only the later is answered. */
  sharedTransport: boolean;
}
