#!/usr/bin/env ipcsh
// The lost update: two processes add to one number in shared memory. First slowly, so that the audience
// sees how it happens, then fast, then with a mutex. See pthread_mutex_lock(3).
//
//   ipcsh replay lost-update.groovy
title 'The lost update'

alice = shell 'alice'
bob = shell 'bob'

chapter 'A number that both share'
alice {
    fd = open 'account', O_CREAT | O_RDWR, 0600
    ftruncate fd, 4096
    memory = mmap fd, 4096
    memory.putInt 0, 100
}
bob {
    memory = mmap open('account', O_RDWR), 4096
    memory.getInt 0
}

chapter 'How it is lost'
say 'Both want to add 1. Adding takes three steps: read, add, write.'
alice { x = memory.getInt 0 }
say 'At this moment the other process runs, and does all three.'
bob {
    y = memory.getInt 0
    memory.putInt 0, y + 1
}
say 'Alice continues with the value that she has read.'
alice { memory.putInt 0, x + 1 }
bob { assert memory.getInt(0) == 101 }
say '100 + 1 + 1 is 101: Bob\'s update is lost. No error, no signal, no message.'

chapter 'Fast'
say 'Now there is no pause between the steps. How many of 200 000 updates survive depends on the scheduler.'
alice { memory.putInt 0, 0 }
running = bob.start { 100_000.times { memory.putInt 0, memory.getInt(0) + 1 } }
alice { 100_000.times { memory.putInt 0, memory.getInt(0) + 1 } }
hide { running.get 60.s }
alice { memory.getInt(0) <= 200_000 }

chapter 'One indivisible step'
say 'addInt is one atomic machine instruction: a counter needs nothing else.'
alice { memory.putInt 0, 0 }
running = bob.start { 20_000.times { memory.addInt 0, 1 } }
alice { 20_000.times { memory.addInt 0, 1 } }
hide { running.get 60.s }
alice { assert memory.getInt(0) == 40_000 }

chapter 'A mutex'
say 'For more than one number, a mutex in the shared memory keeps the three steps together.'
alice {
    mutex = pthread_mutex_init memory, 64
    memory.putInt 0, 0
    add = { n ->
        n.times {
            pthread_mutex_lock mutex
            memory.putInt 0, memory.getInt(0) + 1
            pthread_mutex_unlock mutex
        }
    }
}
bob {
    mutex = pthread_mutex_at memory, 64
    add = { n ->
        n.times {
            pthread_mutex_lock mutex
            memory.putInt 0, memory.getInt(0) + 1
            pthread_mutex_unlock mutex
        }
    }
}
running = bob.start { add 20_000 }
alice { add 20_000 }
hide { running.get 60.s }
alice { assert memory.getInt(0) == 40_000 }
say 'Slower, but correct.'
