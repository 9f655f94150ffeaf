#!/usr/bin/env ipcsh
// Two programs in C are observed from outside: their system calls, the reason why the second one fails, and both in
// one chart. See strace(1), unix(7).
//
//   ipcsh observe-your-program.groovy             at full speed
//   ipcsh replay observe-your-program.groovy      for an audience
title 'Observe your program'

chapter 'Two programs'
say 'A receiver answers three datagrams, each received into three bytes; a sender sends as many as its argument says.'
folder = scratch() // varies
hide {
    new File(folder, 'receiver.c').text = '''
        #include <string.h>
        #include <sys/socket.h>
        #include <sys/un.h>
        #include <unistd.h>
        int main(void) {
            int s = socket(AF_UNIX, SOCK_DGRAM, 0);
            struct sockaddr_un name = {AF_UNIX, "serv-dom-sock"}, from;
            if (bind(s, (struct sockaddr *)&name, sizeof name)) return 1;
            for (int i = 0; i < 3; i++) {
                char data[3];
                socklen_t length = sizeof from;
                ssize_t size = recvfrom(s, data, sizeof data, 0, (struct sockaddr *)&from, &length);
                sendto(s, data, size, 0, (struct sockaddr *)&from, length);
            }
            return 0;
        }
        '''
    new File(folder, 'sender.c').text = '''
        #include <stdlib.h>
        #include <sys/socket.h>
        #include <sys/un.h>
        #include <unistd.h>
        int main(int count, char **words) {
            int s = socket(AF_UNIX, SOCK_DGRAM, 0);
            struct sockaddr_un mine = {AF_UNIX, "clnt-dom-sock"}, to = {AF_UNIX, "serv-dom-sock"};
            unlink(mine.sun_path);
            bind(s, (struct sockaddr *)&mine, sizeof mine);
            for (int i = atoi(words[1]); i > 0; i--) {
                if (sendto(s, "ABCDE", 5, 0, (struct sockaddr *)&to, sizeof to) < 0) return 2;
                char answer[9];
                recv(s, answer, sizeof answer, 0);
            }
            return 0;
        }
        '''
    for (name in ['receiver', 'sender']) {
        assert spawn('cc', '-w', '-o', name, name + '.c', dir: folder).wait(60.s).exit == 0
    }
}

chapter 'What they did'
receiver = observe './receiver', dir: folder // varies
hide { eventually { receiver.calls.last().name == 'recvfrom' } }
say 'It has bound its socket to a name and waits: the last call has not returned yet.'
assert !receiver.calls.last().finished
sender = observe './sender', '3', dir: folder // varies
assert sender.wait(60.s).exit == 0
assert receiver.wait(60.s).exit == 0
late = observe './sender', '1', dir: folder // varies
assert late.wait(60.s).exit == 2
say 'The sender succeeded once, and failed when it was run again: exit status 2. What happened?'

chapter 'Why it failed'
failure = explain(late).findAll { it.errno }.last() // varies
assert failure.errno == ECONNREFUSED && failure.call.startsWith('sendto(')
say 'The receiver has ended after three datagrams. Its name is still there, but no socket is bound to it.'
assert new File(folder, 'serv-dom-sock').exists()

chapter 'Who sent what to whom'
cut = receiver.calls.find { it.name == 'recvfrom' } // varies
assert cut.args[1] == '"ABC"' && cut.result == 3
say 'Five bytes were sent, three were received: the rest of each datagram is lost, without any error.'
sequence receiver, sender // varies
