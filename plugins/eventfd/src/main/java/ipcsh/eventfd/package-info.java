/**
 * A plugin: events that are read from descriptors, so that one {@code poll} waits for all of them:
 * counters ({@code eventfd(2)}), timers ({@code timerfd_create(2)}), signals ({@code signalfd(2)}),
 * changes of files ({@code inotify(7)}). A topic each, on top of a class each of C functions.
 */
package ipcsh.eventfd;
