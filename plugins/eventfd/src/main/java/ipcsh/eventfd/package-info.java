/**
 * A plugin: events that are read from descriptors, so that one {@code poll} waits for all of them:
 * counters ({@code eventfd(2)}), timers ({@code timerfd_create(2)}), signals ({@code signalfd(2)}),
 * changes of files ({@code inotify(7)}). Each is a topic, and a class of C functions below it.
 */
package ipcsh.eventfd;
