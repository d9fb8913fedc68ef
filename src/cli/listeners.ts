// Everything that listens for a client, in one piece: read when something is to listen.
export { startServer } from '../demo/server.js';
export { LESSONS } from '../learn/behaviours.js';
export { profileOf } from '../learn/profileOf.js';
export { startRecorder } from '../learn/recorder.js';
export { learnedFrom } from '../tap/learned.js';
export { listenBetween } from '../tap/listen.js';
