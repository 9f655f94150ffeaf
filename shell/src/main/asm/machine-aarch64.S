// The little that Java cannot do itself, for aarch64 Linux; machine-x86_64.S is the same for x86-64, and
// says what each part is for. One page of code, and a page of data behind it that Java fills in
// (ipcsh.sys.invoke.MachineCode). Position-independent; C calling convention; nothing newer than ARMv8.0,
// so that atomic accesses are pairs of exclusive ones.
//
// The bytes that the program loads are machine-aarch64.bin among the resources; MachineCodeTest
// assembles this file and compares, and writes them anew with -Dmachine.update.

        .arch   armv8-a
        .text

// Where things are in a ucontext_t (sys/ucontext.h): uc_mcontext begins at 176, its regs[] at 184.
        .equ    CONTEXT_SIGMASK, 40
        .equ    CONTEXT_X0, 184
        .equ    CONTEXT_X19, 184 + 8 * 19
        .equ    CONTEXT_SP, 432
        .equ    CONTEXT_PC, 440

// And in a siginfo_t: what it is (above 0: from the kernel), and of a signal that was sent, by whom.
        .equ    INFO_CODE, 8
        .equ    INFO_PID, 16
        .equ    INFO_VALUE, 24
        .equ    SI_TKILL, -6
        .equ    PASSED_ON, 4096

        .equ    SYS_TIMER_SETTIME, 110
        .equ    SYS_SCHED_YIELD, 124
        .equ    SYS_KILL, 129
        .equ    SYS_GETPID, 172
        .equ    SYS_GETTID, 178
        .equ    SYS_RT_TGSIGQUEUEINFO, 240
        .equ    EINTR, 4
        .equ    EAGAIN, 11

// The table of signals (ipcsh.sys.invoke.SignalTable), which Java maps when it is first needed.
        .equ    TABLE_RECEIVER, 0       // the inbox of the thread that evaluates; 0: none
        .equ    TABLE_TAKEN, 8          // the signals with a block
        .equ    TABLE_OF_SHELL, 16      // those by which the shell is interrupted or ended
        .equ    TABLE_HELD, 24          // of these: passed on to the receiver, and not arrived
        .equ    TABLE_ALSO, 32          // those that the handler before ours is told of as well
        .equ    TABLE_ARRIVED, 40       // how many wait in inboxes
        .equ    TABLE_INBOXES, 44       // how many inboxes there are
        .equ    TABLE_PROCESS, 48
        .equ    TABLE_KICK, 64          // struct itimerspec
        .equ    TABLE_BEFORE, 128       // the handlers before ours, by signal
        .equ    TABLE_FIRST, 1024

// An inbox: what has arrived for one thread, at most one of each signal.
        .equ    INBOX_THREAD, 0
        .equ    INBOX_IN_CALL, 4        // in a call that can block
        .equ    INBOX_PENDING, 8        // arrived, and its block has not begun
        .equ    INBOX_RUNNING, 16       // its block runs
        .equ    INBOX_BLOCKED, 24       // blocked by the user
        .equ    INBOX_TIMER, 32
        .equ    INBOX_KICKED, 36        // the timer runs
        .equ    INBOX_INFOS, 64         // a siginfo_t of each signal
        .equ    INBOX_SIZE, 64 + 64 * 128

// A slot belongs to one thread: where its stack was when it made a guarded call, and whether it is in
// one. A fault belongs to the call if it happened so near below.
        .equ    SLOT_STACK, 0
        .equ    SLOT_ACTIVE, 8
        .equ    SLOT_SIZE, 16
        .equ    NEAR, 65536

// The entries, 16 bytes each, so that Java knows them by number.
        .macro  entry target
        .balign 16, 0
        b       \target
        .endm

// register = FAULT, 0x8000005afe000000
        .macro  fault register
        movz    \register, 0x8000, lsl 48
        movk    \register, 0x005a, lsl 32
        movk    \register, 0xfe00, lsl 16
        .endm

// *address = *address op operand, atomically; x9 and w10 are changed.
        .macro  atomic op, address, operand
1:      ldaxr   x9, [\address]
        \op     x9, x9, \operand
        stlxr   w10, x9, [\address]
        cbnz    w10, 1b
        .endm

        entry   guarded                 // 0
        entry   handler                 // 1
        entry   fork_and_serve          // 2
        entry   load1                   // 3
        entry   load2                   // 4
        entry   load4                   // 5
        entry   load8                   // 6
        entry   store1                  // 7
        entry   store2                  // 8
        entry   store4                  // 9
        entry   store8                  // 10
        entry   add4                    // 11
        entry   add8                    // 12
        entry   cas4                    // 13
        entry   cas8                    // 14
        entry   take_signal             // 15
        entry   add_to_mask             // 16
        entry   fetch8                  // 17
        entry   plain_mutex             // 18
        entry   system_call             // 19
        entry   native_call             // 20
        entry   native_system_call      // 21
        entry   native_brief            // 22
        entry   guarded                 // 23: waits have a time here
        entry   end_wait                // 24
        .balign 16, 0

// long guarded(slot, function, a, b, c, d)
// Calls function(a, b, c, d). If that faults (SIGSEGV, SIGBUS, an abort() of the C library), the result
// is FAULT + the number of the signal.
guarded:
        stp     x29, x30, [sp, -160]!
        mov     x29, sp
        stp     x19, x20, [sp, 16]
        stp     x21, x22, [sp, 32]
        stp     x23, x24, [sp, 48]
        stp     x25, x26, [sp, 64]
        stp     x27, x28, [sp, 80]
        stp     d8, d9, [sp, 96]
        stp     d10, d11, [sp, 112]
        stp     d12, d13, [sp, 128]
        stp     d14, d15, [sp, 144]
        mov     x19, x0
        str     x29, [x19, SLOT_STACK]
        mov     x9, 1
        str     x9, [x19, SLOT_ACTIVE]
        mov     x9, x1
        mov     x0, x2
        mov     x1, x3
        mov     x2, x4
        mov     x3, x5
        blr     x9
after_call:
        str     xzr, [x19, SLOT_ACTIVE]
        ldp     d14, d15, [sp, 144]
        ldp     d12, d13, [sp, 128]
        ldp     d10, d11, [sp, 112]
        ldp     d8, d9, [sp, 96]
        ldp     x27, x28, [sp, 80]
        ldp     x25, x26, [sp, 64]
        ldp     x23, x24, [sp, 48]
        ldp     x21, x22, [sp, 32]
        ldp     x19, x20, [sp, 16]
        ldp     x29, x30, [sp], 160
        ret

// The handler leads a faulted call here: sp and x19 are as they were, SLOT_ACTIVE is the signal.
faulted:
        fault   x0
        ldr     x9, [x19, SLOT_ACTIVE]
        add     x0, x0, x9
        b       after_call

// void handler(int signal, siginfo_t *, ucontext_t *)
// In front of the Java machine's own: what no guarded call did goes on to it, and so does a signal that
// another process has sent, whatever this one is doing.
handler:
        mov     w9, w0
        ldr     w10, [x1, INFO_CODE]
        cmp     w10, 0
        b.gt    of_kernel               // a fault; abort() sends its signal itself
        mov     x8, SYS_GETPID
        svc     0
        mov     w11, w0
        mov     w0, w9
        ldr     w10, [x1, INFO_PID]
        cmp     w11, w10
        b.ne    of_others
of_kernel:
        ldr     x10, [x2, CONTEXT_PC]
        adr     x11, accesses
        cmp     x10, x11
        b.lo    no_access
        adr     x11, accesses_end
        cmp     x10, x11
        b.lo    of_access
no_access:
        ldr     x10, [x2, CONTEXT_SP]
        adr     x11, slots
        ldr     x12, slots_end
next_slot:
        cmp     x11, x12
        b.hs    of_others
        ldr     x13, [x11, SLOT_ACTIVE]
        cbz     x13, not_this
        ldr     x13, [x11, SLOT_STACK]
        sub     x14, x13, x10
        cmp     x14, NEAR
        b.lo    of_slot
not_this:
        add     x11, x11, SLOT_SIZE
        b       next_slot
of_slot:
        sxtw    x9, w9
        str     x9, [x11, SLOT_ACTIVE]
        str     x13, [x2, CONTEXT_SP]
        str     x11, [x2, CONTEXT_X19]
        adr     x10, faulted
        str     x10, [x2, CONTEXT_PC]
        ret
end_wait:
        ret
// A single access, which has nothing on the stack: it returns the failure.
of_access:
        fault   x10
        add     x10, x10, w9, sxtw
        str     x10, [x2, CONTEXT_X0]
        adr     x10, access_return
        str     x10, [x2, CONTEXT_PC]
        ret
of_others:
        adr     x10, chain
        ldr     x16, [x10, w9, sxtw 3]
        cmp     x16, 1                  // SIG_DFL, SIG_IGN
        b.ls    by_default
        br      x16
// Nobody else wants it, so the default action is taken, as in C: where an instruction has faulted, it is
// tried again; a signal that was sent is sent again, and waits until this handler has returned.
by_default:
        stp     x29, x30, [sp, -32]!
        mov     x29, sp
        stp     x0, x1, [sp, 16]
        mov     x1, 0
        ldr     x16, libc_signal
        blr     x16
        ldp     x9, x10, [sp, 16]
        ldp     x29, x30, [sp], 32
        ldr     w11, [x10, INFO_CODE]
        cmp     w11, 0
        b.gt    handled
        mov     x8, SYS_GETPID
        svc     0
        mov     w1, w9
        mov     x8, SYS_KILL
        svc     0
handled:
        ret

// int fork_and_serve(int socket)
// fork(2). The child never comes back: it reads requests of 64 bytes (a function, six arguments, a word
// to spare) from the socket, makes the call, and answers with 16 bytes (result, errno), until the other
// end is closed.
fork_and_serve:
        stp     x29, x30, [sp, -112]!   // x19 at 16, request at 32, answer at 96
        mov     x29, sp
        str     x19, [sp, 16]
        mov     w19, w0
        ldr     x16, libc_fork
        blr     x16
        cbnz    w0, parent
serve:
        mov     w0, w19
        add     x1, sp, 32
        mov     x2, 64
        ldr     x16, libc_read
        blr     x16
        cmp     x0, 64
        b.ne    no_request
        ldp     x16, x0, [sp, 32]
        ldp     x1, x2, [sp, 48]
        ldp     x3, x4, [sp, 64]
        ldr     x5, [sp, 80]
        blr     x16
        str     x0, [sp, 96]
        ldr     x16, libc_errno_location
        blr     x16
        ldrsw   x9, [x0]
        str     x9, [sp, 104]
answer:
        mov     w0, w19
        add     x1, sp, 96
        mov     x2, 16
        ldr     x16, libc_write
        blr     x16
        cmn     x0, 1
        b.ne    serve
        ldr     x16, libc_errno_location
        blr     x16
        ldr     w9, [x0]
        cmp     w9, EINTR
        b.eq    answer
        b       leave
no_request:
        cmn     x0, 1
        b.ne    leave
        ldr     x16, libc_errno_location
        blr     x16
        ldr     w9, [x0]
        cmp     w9, EINTR
        b.eq    serve
leave:
        mov     w0, 0
        ldr     x16, libc_exit
        blr     x16
parent:
        sxtw    x0, w0
        ldr     x19, [sp, 16]
        ldp     x29, x30, [sp], 112
        ret

// Single accesses. The handler knows them by where they are: one that faults returns FAULT + the number of
// the signal, whoever called it. Eight bytes come back through a pointer, since every value of the result
// has a meaning there; the result is then 0. What fetch8 returns is certain unless it looks like a failure.
accesses:
load1:  ldrb    w0, [x0]
        ret
load2:  ldrh    w0, [x0]
        ret
load4:  ldr     w0, [x0]
        ret
load8:  ldr     x9, [x0]
        str     x9, [x1]
        mov     x0, 0
        ret
store1: strb    w1, [x0]
        mov     x0, 0
        ret
store2: strh    w1, [x0]
        mov     x0, 0
        ret
store4: str     w1, [x0]
        mov     x0, 0
        ret
store8: str     x1, [x0]
        mov     x0, 0
        ret
// add4(address, n): the value before
add4:   ldaxr   w9, [x0]
        add     w10, w9, w1
        stlxr   w11, w10, [x0]
        cbnz    w11, add4
        mov     w0, w9
        ret
// add8(address, n, result)
add8:   ldaxr   x9, [x0]
        add     x10, x9, x1
        stlxr   w11, x10, [x0]
        cbnz    w11, add8
        str     x9, [x2]
        mov     x0, 0
        ret
// cas4(address, expected, value): 1 where it was as expected and is the value now. What is found is
// written back, so that memory that may only be read faults as it does on x86-64.
cas4:   ldaxr   w9, [x0]
        cmp     w9, w1
        csel    w10, w2, w9, eq
        stlxr   w11, w10, [x0]
        cbnz    w11, cas4
        cset    x0, eq
        ret
cas8:   ldaxr   x9, [x0]
        cmp     x9, x1
        csel    x10, x2, x9, eq
        stlxr   w11, x10, [x0]
        cbnz    w11, cas8
        cset    x0, eq
        ret
fetch8: ldr     x0, [x0]
access_return:
        ret
accesses_end:

// int plain_mutex(mutex, function)
// Calls function(mutex) for a mutex that is neither robust nor of a priority protocol; EBUSY otherwise.
// A robust one that trylock finds not recoverable stays locked (glibc 2.36), unlike with lock.
        .equ    MUTEX_KIND, 16
        .equ    MUTEX_SPECIAL, 0x70
        .equ    EBUSY, 16
plain_mutex:
        ldr     w9, [x0, MUTEX_KIND]
        tst     w9, MUTEX_SPECIAL
        b.ne    special_mutex
        br      x1
special_mutex:
        mov     w0, EBUSY
        ret

// long system_call(a, b, c, d, e, f, number)
// A system call without the C library. A result from -4095 to -1 is the negative error number.
system_call:
        mov     x8, x6
        svc     0
        ret

// Native methods of Java (NativeCalls): behind the arguments env and class come
// long native_call(function, a, b, c, d, e, f, int *errno)
// which keeps errno before the Java machine can change it,
native_call:
        stp     x29, x30, [sp, -32]!    // x19 at 16, the result at 24
        mov     x29, sp
        str     x19, [sp, 16]
        ldr     x19, [sp, 40]
        mov     x16, x2
        mov     x0, x3
        mov     x1, x4
        mov     x2, x5
        mov     x3, x6
        mov     x4, x7
        ldr     x5, [sp, 32]
        blr     x16
        str     x0, [sp, 24]
        ldr     x16, libc_errno_location
        blr     x16
        ldr     w9, [x0]
        str     w9, [x19]
        ldr     x0, [sp, 24]
        ldr     x19, [sp, 16]
        ldp     x29, x30, [sp], 32
        ret
// long native_system_call(a, b, c, d, e, f, number)
native_system_call:
        mov     x0, x2
        mov     x1, x3
        mov     x2, x4
        mov     x3, x5
        mov     x4, x6
        mov     x5, x7
        ldr     x8, [sp]
        svc     0
        ret
// long native_brief(function, a, b, c, d)
native_brief:
        mov     x16, x2
        mov     x0, x3
        mov     x1, x4
        mov     x2, x5
        mov     x3, x6
        br      x16

// void take_signal(int signal, siginfo_t *, ucontext_t *)
// The handler of signals that have a block: leaves the signal in the inbox of the thread, where it stays
// blocked until Java has run the block, so that all others of it wait in the kernel, and none is lost.
// Every signal is blocked while it runs. It calls no function, so what it changes need not be saved:
// w3 is the signal, x4 the siginfo_t, x5 the ucontext_t, x6 the table, x7 the bit of the signal, x12 the
// thread's inbox, x13 the receiver's.
take_signal:
        mov     w3, w0
        mov     x4, x1
        mov     x5, x2
        ldr     x6, signal_table
        sub     w9, w3, 1
        mov     x7, 1
        lsl     x7, x7, x9
        mov     x8, SYS_GETTID
        svc     0
        add     x12, x6, TABLE_FIRST
        mov     x14, INBOX_SIZE
        ldr     w11, [x6, TABLE_INBOXES]
        ldr     x13, [x6, TABLE_RECEIVER]
next_inbox:
        subs    w11, w11, 1
        b.mi    thread_without
        ldr     w9, [x12, INBOX_THREAD]
        cmp     w9, w0
        b.eq    thread_with
        add     x12, x12, x14
        b       next_inbox

// A thread with an inbox. What was sent to the process is the evaluating thread's, as long as that does
// not block it.
thread_with:
        ldr     x9, [x6, TABLE_TAKEN]
        tst     x9, x7
        b.eq    to_handler_before
        cmp     x12, x13
        b.eq    store
        ldr     w9, [x4, INFO_CODE]
        cmn     w9, -SI_TKILL
        b.eq    store
        cbz     x13, store
        ldr     x9, [x13, INBOX_BLOCKED]
        tst     x9, x7
        b.eq    pass_on
store:
        ldr     x9, [x5, CONTEXT_SIGMASK]
        orr     x9, x9, x7
        str     x9, [x5, CONTEXT_SIGMASK]
        add     x11, x6, TABLE_HELD
        atomic  bic, x11, x7
        mov     x13, x12
        ldr     x9, [x12, INBOX_PENDING]
        tst     x9, x7
        b.ne    pass_on                 // to itself: it waits in the kernel
        sub     w9, w3, 1
        add     x11, x12, INBOX_INFOS
        add     x11, x11, x9, lsl 7
        ldp     q0, q1, [x4]
        ldp     q2, q3, [x4, 32]
        ldp     q4, q5, [x4, 64]
        ldp     q6, q7, [x4, 96]
        stp     q0, q1, [x11]
        stp     q2, q3, [x11, 32]
        stp     q4, q5, [x11, 64]
        stp     q6, q7, [x11, 96]
        add     x11, x12, INBOX_PENDING
        atomic  orr, x11, x7
        add     x11, x6, TABLE_ARRIVED
1:      ldaxr   w9, [x11]
        add     w9, w9, 1
        stlxr   w10, w9, [x11]
        cbnz    w10, 1b
        // the thread may be just before the instruction that enters the kernel: a timer gets it out
        ldr     w9, [x12, INBOX_IN_CALL]
        cbz     w9, stored
        mov     w9, 1
        str     w9, [x12, INBOX_KICKED]
        ldr     w0, [x12, INBOX_TIMER]
        mov     x1, 0
        add     x2, x6, TABLE_KICK
        mov     w14, w3
        mov     x3, 0
        mov     x8, SYS_TIMER_SETTIME
        svc     0
        mov     w3, w14
stored:
        ldr     x9, [x6, TABLE_ALSO]
        tst     x9, x7
        b.ne    to_handler_before
        ret

// A thread of the Java machine. It blocks the signal from now on, and passes it on to the evaluating thread.
thread_without:
        cbz     x13, to_handler_before
        ldr     x9, [x6, TABLE_OF_SHELL]
        tst     x9, x7
        b.ne    of_shell
        ldr     x9, [x6, TABLE_TAKEN]
        tst     x9, x7
        b.eq    to_handler_before
        ldr     x9, [x5, CONTEXT_SIGMASK]
        orr     x9, x9, x7
        str     x9, [x5, CONTEXT_SIGMASK]
pass_on:
        // nobody may send these codes to another thread: SignalInfo reads the negative ones in their place
        ldr     w9, [x4, INFO_CODE]
        tbz     w9, 31, not_ours
        cmn     w9, -SI_TKILL
        b.ne    code_is_free
not_ours:
        add     w9, w9, PASSED_ON
        neg     w9, w9
        str     w9, [x4, INFO_CODE]
code_is_free:
        mov     w2, w3
        mov     x3, x4
        ldr     w11, =100000
again:
        ldr     w0, [x6, TABLE_PROCESS]
        ldr     w1, [x13, INBOX_THREAD]
        mov     x8, SYS_RT_TGSIGQUEUEINFO
        svc     0
        cmn     x0, EAGAIN              // too many wait: others take them meanwhile
        b.ne    nobodys
        subs    w11, w11, 1
        b.eq    nobodys
        mov     x8, SYS_SCHED_YIELD
        svc     0
        b       again

// SIGINT and its like. The second one while the first is not done with, which POSIX may lose, is the shell's:
// whatever a block does, the shell can be ended.
of_shell:
        ldr     x9, [x13, INBOX_PENDING]
        ldr     x10, [x13, INBOX_RUNNING]
        orr     x9, x9, x10
        ldr     x10, [x6, TABLE_HELD]
        orr     x9, x9, x10
        tst     x9, x7
        b.ne    to_handler_before
        ldr     x9, [x6, TABLE_TAKEN]
        ldr     x10, [x13, INBOX_BLOCKED]
        orr     x9, x9, x10
        tst     x9, x7
        b.eq    to_handler_before
        add     x11, x6, TABLE_HELD
        atomic  orr, x11, x7
        b       pass_on

to_handler_before:
        add     x9, x6, TABLE_BEFORE
        ldr     x16, [x9, w3, uxtw 3]
        mov     w0, w3
        mov     x1, x4
        mov     x2, x5
        cmp     x16, 1                  // SIG_DFL, SIG_IGN
        b.ls    nobodys
        br      x16
nobodys:
        ret

// void add_to_mask(int signal, siginfo_t *, ucontext_t *)
// The thread blocks the signals of the set that is the signal's value, from its return on.
add_to_mask:
        ldr     x9, [x1, INFO_VALUE]
        ldr     x10, [x2, CONTEXT_SIGMASK]
        orr     x10, x10, x9
        str     x10, [x2, CONTEXT_SIGMASK]
        ret
        .ltorg

// The data page: addresses that Java writes there.
        .org    4096
libc_fork:              .quad 0         // 0
libc_read:              .quad 0         // 1
libc_write:             .quad 0         // 2
libc_exit:              .quad 0         // 3
libc_errno_location:    .quad 0         // 4
libc_signal:            .quad 0         // 5
slots_end:              .quad 0         // 6
signal_table:           .quad 0         // 7
        .balign 64
chain:                                  // 8: the handlers before ours, by signal
        .fill   16, 8, 0
        .balign 64
faults:                 .quad 0         // 24: not used here, nor is what follows
        .balign 64
fault_threads:                          // 32
        .fill   64, 4, 0
files:                                  // 64: address and length
        .fill   2 * 64, 8, 0
slots:                                  // 192: as many as there is room for
