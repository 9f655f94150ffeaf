// Lesson 28. One process, many descriptors: which one is ready? select and poll are passed all of them on each
// call, epoll keeps them in the kernel. See select(2), poll(2), epoll(7).
title 'select, poll and epoll'

chapter 'Which one?'
(a, b) = socketpair()
(c, d) = socketpair()
p = bg { read a }
eventually { p.call }
send d, 'for c'
assert !p.done
say 'read blocks on one descriptor: it does not notice that another one has data.'
send b, 'for a'
assert p.get(5.s).text == 'for a'
recv c

chapter 'select'
send d, 'for c'
ready = select(read: [a, c], write: [b], timeout: 1.s)
assert ready == [read: [c], write: [b], except: []]
say 'Three sets of descriptors. select leaves only the ready ones in them, so a C program must fill them again before each call.'
recv c
assert select(read: [a, c], timeout: 10.ms).read.empty
say 'If the timeout expires first, all sets are empty; this is not an error.'
high = dup2 a, 1024
try { select(read: [high]) } catch (Exception e) { println e.message.split(', given')[0] }
say 'A set is an array of 1024 bits. In C, FD_SET with a higher descriptor writes beyond the end of the array.'
close high

chapter 'poll'
send b, 'x'
close d
ready = poll([a, c], POLLIN | POLLRDHUP, timeout: 1.s)
assert ready[a] == POLLIN && ready[c] == (POLLIN | POLLHUP | POLLRDHUP)
say 'An array instead of sets: no limit of 1024, and each entry returns its events. POLLHUP and POLLERR are reported even if not requested.'
recv a
close c
assert poll([a, c], timeout: 0)[c] == POLLNVAL
fails(EBADF) { select(read: [a, c]) }
say 'A closed descriptor is an event for poll, and an error for select.'

chapter 'epoll'
ep = epoll_create1()
epoll_ctl ep, EPOLL_CTL_ADD, a
(r, w) = pipe()
epoll_ctl ep, EPOLL_CTL_ADD, r, EPOLLIN, 4711
assert epoll_wait(ep, timeout: 0).empty
write w, 'x'
assert epoll_wait(ep) == [[data: 4711, events: EPOLLIN]]
send b, 'y'
assert epoll_wait(ep).size() == 2
inspect ep // varies
say 'The kernel keeps the interest list and returns only what is ready: for 10000 connections of which 3 are active, 3 events.'
say 'Each event carries the data that the program registered: the descriptor, or any other number.'
fails(EEXIST) { epoll_ctl ep, EPOLL_CTL_ADD, r }
epoll_ctl ep, EPOLL_CTL_DEL, r
fails(ENOENT) { epoll_ctl ep, EPOLL_CTL_MOD, r }
f = open '/etc/passwd'
fails(EPERM) { epoll_ctl ep, EPOLL_CTL_ADD, f }
assert poll([f], timeout: 0)[f] == POLLIN
say 'A regular file is always ready: poll reports this, epoll refuses the file.'

chapter 'Level and edge'
level = epoll_create1()
edge = epoll_create1()
epoll_ctl level, EPOLL_CTL_ADD, r, EPOLLIN
epoll_ctl edge, EPOLL_CTL_ADD, r, EPOLLIN | EPOLLET
write w, 'abc'
assert epoll_wait(level, timeout: 0) && epoll_wait(edge, timeout: 0)
assert epoll_wait(level, timeout: 0) && !epoll_wait(edge, timeout: 0)
say 'Level-triggered: reported as long as there are unread data. Edge-triggered: reported once each time data arrive.'
assert read(r, 1).text == 'x'
assert !epoll_wait(edge, timeout: 0)
say 'Three bytes remain unread, and the edge-triggered instance does not report them: a program that waits now blocks forever.'
fcntl r, F_SETFL, O_NONBLOCK
while (true) { try { read r, 1 } catch (SysException e) { assert e.errno == EAGAIN; break } }
write w, 'd'
assert epoll_wait(edge, timeout: 0)
say 'With EPOLLET, read until EAGAIN, on a non-blocking descriptor; only then wait.'

chapter 'Once'
epoll_ctl edge, EPOLL_CTL_MOD, r, EPOLLIN | EPOLLONESHOT
assert epoll_wait(edge, timeout: 0)
write w, 'e'
assert !epoll_wait(edge, timeout: 0)
epoll_ctl edge, EPOLL_CTL_MOD, r, EPOLLIN | EPOLLONESHOT
assert epoll_wait(edge, timeout: 0)
say 'EPOLLONESHOT: the event is reported to one thread, which handles it and then rearms the descriptor. Threads can thus share one instance.'

chapter 'The closed duplicate'
copy = dup r
number = r.number
close r
assert epoll_wait(level, timeout: 0)[0].data == r
say 'The instance watches the open file description, and copy keeps it open: events for a closed number continue to arrive.'
fails(EBADF) { epoll_ctl level, EPOLL_CTL_DEL, r }
inspect level // varies
other = dup w
assert other.number == number
fails(ENOENT) { epoll_ctl level, EPOLL_CTL_DEL, other }
say 'It can no longer be removed: the number is closed, or refers to something else by now. Use EPOLL_CTL_DEL before close.'
close copy
assert !epoll_wait(level, timeout: 0)
say 'Closing the last descriptor removes the entry. A child that had inherited one would have kept it.'

[a, b, w, f, other, ep, level, edge].each { close it }
