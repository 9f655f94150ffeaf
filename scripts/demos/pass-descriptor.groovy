#!/usr/bin/env ipcsh
// A descriptor is passed from one process to another: a new number there, the same open file description. See
// unix(7), SCM_RIGHTS.
//
//   ipcsh replay pass-descriptor.groovy
title 'Passing a descriptor'

alice = shell 'alice'
bob = shell 'bob'

chapter 'A connection between two processes'
bob {
    l = socket AF_UNIX, SOCK_STREAM
    bind l, 'meet'
    listen l
}
alice {
    s = socket AF_UNIX, SOCK_STREAM
    connect s, 'meet'
}
bob { s = accept l }

chapter 'Passing an open file'
alice {
    f = open 'letter', O_CREAT | O_RDWR, 0600
    write f, 'abcdefghij'
    lseek f, 0
    assert read(f, 3).text == 'abc'
}
say 'Alice has read three bytes: the offset is 3. Now she sends the descriptor, with a byte of data.'
alice { sendfd s, f }
say 'Bob gets a descriptor of his own. Its number may differ, and it is not a copy of the file.'
bob { g = recvfd s }
bob { assert read(g, 3).text == 'def' }
say 'He continues where Alice stopped. The offset belongs to the open file description, and they share it:'
alice { assert lseek(f, 0, SEEK_CUR) == 6 }

chapter 'The same file, opened twice'
say 'Opened by its name, the file is read from the start: another open file description, another offset.'
bob {
    h = open 'letter'
    assert read(h, 3).text == 'abc'
    assert lseek(g, 0, SEEK_CUR) == 6
}

chapter 'What is shared, and what is not'
say 'The status flags belong to the open file description: Alice sets one, Bob sees it.'
alice { fcntl f, F_SETFL, O_APPEND }
bob { assert fcntl(g, F_GETFL) & O_APPEND }
say 'FD_CLOEXEC belongs to the descriptor: Alice sets it, Bob does not have it.'
alice { fcntl f, F_SETFD, FD_CLOEXEC }
bob { assert fcntl(g, F_GETFD) == 0 }

chapter 'In flight'
say 'A descriptor in flight keeps the file open, even when its sender and the name are gone.'
alice {
    write f, '!'
    sendfd s, f
    unlink 'letter'
    exit 0
}
bob {
    k = recvfd s
    assert pread(k, 11, 0).text == 'abcdefghij!'
    fails(ENOENT) { open 'letter' }
}
say 'Only now, when Bob closes his descriptors, is the file gone.'
bob { [g, h, k].each { close it } }
