#!/usr/bin/env ipcsh
// The bounded buffer: a producer and a consumer, two processes, with a ring of four slots in shared
// memory, a mutex and two condition variables. See pthread_cond_wait(3), shm_open(3).
//
//   ipcsh replay bounded-buffer.groovy
title 'The bounded buffer'

producer = shell 'producer'
consumer = shell 'consumer'
hide {
    producer.object = "/ipcsh-buffer-${getpid()}"
    consumer.object = producer.object
}

chapter 'Memory that both share'
say 'The producer creates the object and lays it out: the mutex, two condition variables, then head, tail and the slots.'
producer {
    fd = shm_open object, O_CREAT | O_EXCL | O_RDWR, 0600
    ftruncate fd, 4096
    ring = mmap fd, 4096
    mutex = pthread_mutex_init ring, 0
    notFull = pthread_cond_init ring, 64
    notEmpty = pthread_cond_init ring, 128
}
say 'The consumer maps the same object; the mutex and the condition variables exist, it only gives their offsets.'
consumer {
    ring = mmap shm_open(object), 4096
    shm_unlink object
    mutex = pthread_mutex_at ring, 0
    notFull = pthread_cond_at ring, 64
    notEmpty = pthread_cond_at ring, 128
}

chapter 'Put and take'
say 'Both have the same form: lock, wait while the condition does not hold, act, signal, unlock. Wait in a loop, never with an if.'
producer {
    count = { ring.getInt(256) - ring.getInt(260) }
    put = { x ->
        pthread_mutex_lock mutex
        while (count() == 4) { pthread_cond_wait notFull, mutex }
        ring.putInt 264 + 4 * (ring.getInt(256) % 4), x
        ring.addInt 256, 1
        pthread_cond_signal notEmpty
        pthread_mutex_unlock mutex
        x
    }
}
consumer {
    count = { ring.getInt(256) - ring.getInt(260) }
    take = {
        pthread_mutex_lock mutex
        while (count() == 0) { pthread_cond_wait notEmpty, mutex }
        def x = ring.getInt 264 + 4 * (ring.getInt(260) % 4)
        ring.addInt 260, 1
        pthread_cond_signal notFull
        pthread_mutex_unlock mutex
        x
    }
}

chapter 'Full'
producer { (1..4).collect { put it } }
say 'Four slots, four values. The fifth put has to wait: the producer blocks in pthread_cond_wait.'
fifth = producer.start { put 5 }
hide { eventually { producer.state().startsWith('pthread_cond_wait') } }
say 'One value is taken, and the producer continues.'
consumer { assert take() == 1 }
hide { assert fifth.get(5.s) == 5 }

chapter 'Empty'
consumer { assert (2..5).collect { take() } == [2, 3, 4, 5] }
say 'Now the buffer is empty, and the consumer waits.'
next = consumer.start { take() }
hide { eventually { consumer.state().startsWith('pthread_cond_wait') } }
producer { put 6 }
hide { assert next.get(5.s) == 6 }

chapter 'At full speed'
say 'A thousand values, in order, and neither process missed a wake-up.'
all = consumer.start { (1..1000).every { take() == it } }
producer { (1..1000).each { put it }; 'all are put' }
hide { assert all.get(60.s) }
