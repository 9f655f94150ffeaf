package ipcsh.channels;

/** A channel that {@code channel(fd)} gave. */
interface SessionChannel {
  /** What is behind it. */
  SessionDescriptor descriptor();
}
