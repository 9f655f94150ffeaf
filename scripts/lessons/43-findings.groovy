// Lesson 43. What a reviewer would say about a program that seems to work: descriptors that stay open, a reader that waits for
// itself, children and names left behind, unchecked results. Needs strace(1) and cc(1).
title 'Findings'

// a new directory, removed when the shell ends
dir = scratch()
// compiles the body of a main function, runs it under observe and returns the findings
def review(name, body) {
    def headers = ['fcntl.h', 'stdio.h', 'sys/socket.h', 'sys/stat.h', 'sys/wait.h', 'unistd.h']
    new File("$dir/${name}.c").text = headers.collect { "#include <$it>\n" }.join() + "int main(void) { $body }"
    assert spawn('cc', '-w', '-o', "$dir/$name", "$dir/${name}.c").wait().exit == 0
    p = observe("$dir/$name", dir: dir, live: false)
    p.wait()
    findings p
}

chapter 'Opened again and again'
found = review 'reader', '''
    char text[64];
    for (int i = 0; i < 4; i++) {
        int fd = open("/etc/passwd", O_RDONLY);
        read(fd, text, sizeof text);
    }
    return 0;''' // varies
assert found*.kind == ['leak']
assert found[0].call.name == 'openat'
say found[0].text
say "Each finding has the call that shows it, what happened, and what to do: ${found[0].advice}."
say 'A descriptor that is still open at exit is no mistake: the kernel closes it. One more in each iteration is.'

chapter 'The reader that waits for itself'
def pipeline(closes) { """
    int p[2];
    char c;
    pipe(p);
    alarm(1);
    if (fork() == 0) {
        $closes
        while (read(p[0], &c, 1) > 0) continue;
        _exit(0);
    }
    close(p[0]);
    write(p[1], "hello", 5);
    close(p[1]);
    wait(NULL);
    return 0;""" }
found = review 'waits', pipeline('') // varies
assert found*.kind == ['kept waiting']
say found[0].text
say "The child inherited both ends of the pipe. read returns end of file when no write end is open any more: ${found[0].advice}."
found = review 'ends', pipeline('close(p[1]);')
assert found.isEmpty()
say 'With this one line, nothing is found, and the program ends by itself.'

chapter 'What remains'
found = review 'parent', '''
    char c;
    for (int i = 0; i < 3; i++) {
        if (fork() == 0) _exit(0);
        usleep(50000);
    }
    mkfifo("requests", 0600);
    int fd = open("requests", O_RDWR);
    write(fd, "x", 1);
    read(fd, &c, 1);
    return 0;''' // varies
assert found*.kind == ['zombie', 'left behind']
say 'Children that have ended stay zombies until their parent waits for them; a name stays until it is removed.'
say "Of the children: ${found[0].advice.replaceAll(/,.*/, '')}. Of the name: ${found[1].advice}."
unlink "$dir/requests"

chapter 'A result of -1'
found = review 'copy', '''
    char text[64];
    int fd = open("no-such-file", O_RDONLY);
    read(fd, text, sizeof text);
    return 0;''' // varies
assert found*.kind == ['unchecked result']
say found[0].text
say 'The call that fails is read; the mistake is one line above it.'

chapter 'Half a message'
found = review 'datagram', '''
    int s[2];
    char text[5];
    socketpair(AF_UNIX, SOCK_DGRAM, 0, s);
    write(s[0], "hello, world", 12);
    recv(s[1], text, sizeof text, 0);
    return 0;''' // varies
assert found*.kind == ['cut datagram']
say found[0].text
say 'Only what the calls prove is reported. No finding does not mean no mistake.'
