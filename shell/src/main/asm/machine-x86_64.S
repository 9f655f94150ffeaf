# The little that Java cannot do itself, for x86-64 Linux. One page of code, and a page of data behind
# it that Java fills in (ipcsh.sys.invoke.MachineCode). Position-independent; C calling convention.
#
# The bytes that the program loads are machine-x86_64.bin among the resources; MachineCodeTest
# assembles this file and compares, and writes them anew with -Dmachine.update.

        .intel_syntax noprefix
        .text

# Where things are in a ucontext_t (sys/ucontext.h): gregs[] begins at 40.
        .equ    CONTEXT_R8, 40
        .equ    CONTEXT_R10, 40 + 8 * 2
        .equ    CONTEXT_RSI, 40 + 8 * 9
        .equ    CONTEXT_RBX, 40 + 8 * 11
        .equ    CONTEXT_RAX, 40 + 8 * 13
        .equ    CONTEXT_RSP, 40 + 8 * 15
        .equ    CONTEXT_RIP, 40 + 8 * 16
        .equ    CONTEXT_SIGMASK, 296

# And in a siginfo_t: what it is (above 0: from the kernel), and of a signal that was sent, by whom.
        .equ    INFO_CODE, 8
        .equ    INFO_PID, 16
        .equ    INFO_ADDR, 16
        .equ    INFO_VALUE, 24
        .equ    SI_TKILL, -6
        .equ    PASSED_ON, 4096

        .equ    SIGBUS, 7

        .equ    SYS_SCHED_YIELD, 24
        .equ    SYS_GETPID, 39
        .equ    SYS_KILL, 62
        .equ    SYS_GETTID, 186
        .equ    SYS_TIMER_SETTIME, 223
        .equ    SYS_RT_TGSIGQUEUEINFO, 297
        .equ    EINTR, 4
        .equ    EAGAIN, 11
        .equ    ETIMEDOUT, 110
        .equ    SYSCALL, 0x050f         # the instruction
        .equ    FUTEX_CMD, 0x7f
        .equ    FUTEX_WAIT_BITSET, 9

# The table of signals (ipcsh.sys.invoke.SignalTable), which Java maps when it is first needed.
        .equ    TABLE_RECEIVER, 0       # the inbox of the thread that evaluates; 0: none
        .equ    TABLE_TAKEN, 8          # the signals with a block
        .equ    TABLE_OF_SHELL, 16      # those by which the shell is interrupted or ended
        .equ    TABLE_HELD, 24          # of these: passed on to the receiver, and not arrived
        .equ    TABLE_ALSO, 32          # those that the handler before ours is told of as well
        .equ    TABLE_ARRIVED, 40       # how many wait in inboxes
        .equ    TABLE_INBOXES, 44       # how many inboxes there are
        .equ    TABLE_PROCESS, 48
        .equ    TABLE_KICK, 64          # struct itimerspec
        .equ    TABLE_BEFORE, 128       # the handlers before ours, by signal
        .equ    TABLE_FIRST, 1024

# An inbox: what has arrived for one thread, at most one of each signal.
        .equ    INBOX_THREAD, 0
        .equ    INBOX_IN_CALL, 4        # in a call that can block
        .equ    INBOX_PENDING, 8        # arrived, and its block has not begun
        .equ    INBOX_RUNNING, 16       # its block runs
        .equ    INBOX_BLOCKED, 24       # blocked by the user
        .equ    INBOX_TIMER, 32
        .equ    INBOX_KICKED, 36        # the timer runs
        .equ    INBOX_INFOS, 64         # a siginfo_t of each signal
        .equ    INBOX_SIZE, 64 + 64 * 128

# A slot belongs to one thread: where its stack was when it made a guarded call, and whether it is in
# one: 1, or 2 for a wait that end_wait ends. A fault belongs to the call if it happened so near below.
        .equ    SLOT_STACK, 0
        .equ    SLOT_ACTIVE, 8
        .equ    IN_CALL, 1
        .equ    IN_WAIT, 2
        .equ    SLOT_SIZE, 16
        .equ    NEAR, 65536

# The files to which Java has access itself, and the last threads that faulted there.
        .equ    FILES, 64
        .equ    FAULT_THREADS, 64

# The entries, 16 bytes each, so that Java knows them by number.
        .macro  entry target
        .balign 16, 0xcc
        jmp     \target
        .endm

        entry   guarded                 # 0
        entry   handler                 # 1
        entry   fork_and_serve          # 2
        entry   load1                   # 3
        entry   load2                   # 4
        entry   load4                   # 5
        entry   load8                   # 6
        entry   store1                  # 7
        entry   store2                  # 8
        entry   store4                  # 9
        entry   store8                  # 10
        entry   add4                    # 11
        entry   add8                    # 12
        entry   cas4                    # 13
        entry   cas8                    # 14
        entry   take_signal             # 15
        entry   add_to_mask             # 16
        entry   fetch8                  # 17
        entry   plain_mutex             # 18
        entry   system_call             # 19
        entry   native_call             # 20
        entry   native_system_call      # 21
        entry   native_brief            # 22
        entry   guarded_wait            # 23
        entry   end_wait                # 24
        .balign 16, 0xcc

# long guarded(slot, function, a, b, c, d)
# Calls function(a, b, c, d). If that faults (SIGSEGV, SIGBUS, an abort() of the C library), the result
# is FAULT + the number of the signal.
guarded:
        mov     r10d, IN_CALL
        jmp     guarded_as
# The same for a wait that a signal is to end whose handler is end_wait.
guarded_wait:
        mov     r10d, IN_WAIT
guarded_as:
        push    rbx
        push    rbp
        push    r12
        push    r13
        push    r14
        push    r15
        sub     rsp, 8
        mov     rbx, rdi
        mov     [rbx + SLOT_STACK], rsp
        mov     [rbx + SLOT_ACTIVE], r10
        mov     rax, rsi
        mov     rdi, rdx
        mov     rsi, rcx
        mov     rdx, r8
        mov     rcx, r9
        call    rax
after_call:
        mov     qword ptr [rbx + SLOT_ACTIVE], 0
        add     rsp, 8
        pop     r15
        pop     r14
        pop     r13
        pop     r12
        pop     rbp
        pop     rbx
        ret

# The handler leads a faulted call here: rsp and rbx are as they were, r9 is the signal.
faulted:
        movabs  rax, 0x8000005afe000000
        add     rax, [rbx + SLOT_ACTIVE]
        jmp     after_call

# void handler(int signal, siginfo_t *, ucontext_t *)
# In front of the Java machine's own: what no guarded call did goes on to it, and so does a signal that
# another process has sent, whatever this one is doing.
handler:
        mov     r10, rsi
        cmp     dword ptr [r10 + INFO_CODE], 0
        jg      of_kernel               # a fault; abort() sends its signal itself
        mov     eax, SYS_GETPID
        syscall
        cmp     eax, [r10 + INFO_PID]
        jne     of_others
of_kernel:
        mov     rcx, [rdx + CONTEXT_RIP]
        lea     r8, [rip + accesses]
        cmp     rcx, r8
        jb      no_access
        lea     r8, [rip + accesses_end]
        cmp     rcx, r8
        jb      of_access
no_access:
        mov     rax, [rdx + CONTEXT_RSP]
        lea     r8, [rip + slots]
        mov     r9, [rip + slots_end]
next_slot:
        cmp     r8, r9
        jae     of_others
        cmp     qword ptr [r8 + SLOT_ACTIVE], 0
        je      not_this
        mov     rcx, [r8 + SLOT_STACK]
        sub     rcx, rax
        cmp     rcx, NEAR
        jb      of_slot
not_this:
        add     r8, SLOT_SIZE
        jmp     next_slot
of_slot:
        movsxd  rcx, edi
        mov     [r8 + SLOT_ACTIVE], rcx
        mov     rcx, [r8 + SLOT_STACK]
        mov     [rdx + CONTEXT_RSP], rcx
        mov     [rdx + CONTEXT_RBX], r8
        lea     rcx, [rip + faulted]
        mov     [rdx + CONTEXT_RIP], rcx
        ret
# void end_wait(int signal, siginfo_t *, ucontext_t *)
# Interrupts calls. A wait for a condition would begin again: where a guarded one without a time was interrupted
# in the kernel, its system call has timed out, as if a time had been given. It is the one with a bit set: those for
# the locks that it needs have none, and go on.
end_wait:
        cmp     qword ptr [rdx + CONTEXT_RAX], -EINTR
        jne     no_wait
        cmp     qword ptr [rdx + CONTEXT_R10], 0
        jne     no_wait
        mov     eax, [rdx + CONTEXT_RSI]
        and     eax, FUTEX_CMD
        cmp     eax, FUTEX_WAIT_BITSET
        jne     no_wait
        mov     rax, [rdx + CONTEXT_RSP]
        lea     r8, [rip + slots]
        mov     r9, [rip + slots_end]
next_wait:
        cmp     r8, r9
        jae     no_wait
        cmp     qword ptr [r8 + SLOT_ACTIVE], IN_WAIT
        jne     other_wait
        mov     rcx, [r8 + SLOT_STACK]
        sub     rcx, rax
        cmp     rcx, NEAR
        jb      in_wait
other_wait:
        add     r8, SLOT_SIZE
        jmp     next_wait
in_wait:
        mov     rcx, [rdx + CONTEXT_RIP]
        cmp     word ptr [rcx - 2], SYSCALL
        jne     no_wait
        mov     qword ptr [rdx + CONTEXT_RAX], -ETIMEDOUT
no_wait:
        ret

# A single access, which has nothing on the stack: it returns the failure.
of_access:
        movabs  rax, 0x8000005afe000000
        movsxd  rcx, edi
        add     rax, rcx
        mov     [rdx + CONTEXT_RAX], rax
        lea     rcx, [rip + access_return]
        mov     [rdx + CONTEXT_RIP], rcx
        ret
of_others:
        cmp     edi, SIGBUS
        jne     to_chain
        cmp     dword ptr [rsi + INFO_CODE], 0
        jle     to_chain
        mov     rax, [rsi + INFO_ADDR]
        lea     r8, [rip + files]
        mov     ecx, FILES
next_file:
        mov     r9, rax
        sub     r9, [r8]
        cmp     r9, [r8 + 8]
        jb      of_file
        add     r8, 16
        dec     ecx
        jnz     next_file
to_chain:
        lea     rcx, [rip + chain]
        movsxd  rax, edi
        mov     rax, [rcx + 8 * rax]
        cmp     rax, 1                  # SIG_DFL, SIG_IGN
        jbe     by_default
        jmp     rax
# Nobody else wants it, so the default action is taken, as in C: where an instruction has faulted, it is
# tried again; a signal that was sent is sent again, and waits until this handler has returned.
by_default:
        push    rdi
        push    rsi
        sub     rsp, 8
        xor     esi, esi
        call    [rip + libc_signal]
        add     rsp, 8
        pop     r10
        pop     r8
        cmp     dword ptr [r10 + INFO_CODE], 0
        jg      handled
        mov     eax, SYS_GETPID
        syscall
        mov     edi, eax
        mov     esi, r8d
        mov     eax, SYS_KILL
        syscall
handled:
        ret

# An access that Java has made itself to a file (FaultCount): the instruction is skipped, whatever it is that
# the compiler has made of it, and the thread is noted. r8: behind what is decoded; r9: the immediate operand;
# r10: whether the register becomes 0, as no value of the compiler's types is out of range then; r11: REX.
of_file:
        mov     r8, [rdx + CONTEXT_RIP]
        xor     r11d, r11d
        xor     r10d, r10d
        mov     r9d, 4                  # the size of immediate operands that have the size of the other ones
next_prefix:
        movzx   eax, byte ptr [r8]
        inc     r8
        cmp     al, 0x66
        je      of_two_bytes
        cmp     al, 0xf0                # lock
        je      next_prefix
        cmp     al, 0xf2
        je      next_prefix
        cmp     al, 0xf3
        je      next_prefix
        mov     ecx, eax
        and     ecx, 0xf0
        cmp     ecx, 0x40
        jne     no_rex
        mov     r11d, eax
        movzx   eax, byte ptr [r8]
        inc     r8
no_rex:
        cmp     al, 0x0f
        je      of_map1
        cmp     al, 0xc5
        je      of_vex2
        cmp     al, 0xc4
        je      of_vex3
        cmp     al, 0x62
        je      of_evex
        cmp     al, 0x8b                # mov
        je      of_load
        cmp     al, 0x63                # movsxd
        je      of_load
        cmp     al, 0x81
        je      with_modrm
        cmp     al, 0xc7
        je      with_modrm
        cmp     al, 0x69
        je      with_modrm
        cmp     al, 0xf7
        je      of_group3
        mov     r9d, 1
        cmp     al, 0x80
        je      with_modrm
        cmp     al, 0x83
        je      with_modrm
        cmp     al, 0xc6
        je      with_modrm
        cmp     al, 0x6b
        je      with_modrm
        cmp     al, 0xf6
        je      of_group3
        xor     r9d, r9d
        cmp     al, 0x84                # test, xchg, mov
        jb      arithmetic
        cmp     al, 0x8b
        jbe     with_modrm
        cmp     al, 0xd0                # shifts
        jb      shift_by
        cmp     al, 0xd3
        jbe     with_modrm
        cmp     al, 0xfe                # inc, dec
        jae     with_modrm
        jmp     to_chain
shift_by:
        mov     r9d, 1
        cmp     al, 0xc0
        je      with_modrm
        cmp     al, 0xc1
        je      with_modrm
        jmp     to_chain
arithmetic:
        test    al, 0xc4                # add, or, ..., cmp with a register
        jz      with_modrm
        jmp     to_chain
of_two_bytes:
        mov     r9d, 2
        jmp     next_prefix
of_group3:
        test    byte ptr [r8], 0x30     # only test has an immediate operand
        jz      with_modrm
        xor     r9d, r9d
        jmp     with_modrm
of_load:
        cmp     r9d, 2                  # a part of the register
        setne   r10b
        xor     r9d, r9d
        jmp     with_modrm
of_vex2:
        inc     r8
        jmp     of_vex_map1
of_vex3:
        movzx   ecx, byte ptr [r8]
        and     ecx, 0x1f
        add     r8, 2
        jmp     of_map
of_evex:
        movzx   ecx, byte ptr [r8]
        and     ecx, 7
        add     r8, 3
of_map:
        inc     r8
        xor     r9d, r9d
        cmp     ecx, 2
        je      with_modrm
        mov     r9d, 1
        cmp     ecx, 3
        je      with_modrm
        dec     r8
        cmp     ecx, 1
        jne     to_chain
of_vex_map1:
        movzx   eax, byte ptr [r8]
        inc     r8
        jmp     immediate_of_map1
of_map1:
        movzx   eax, byte ptr [r8]
        inc     r8
        mov     ecx, 2
        cmp     al, 0x38
        je      of_map
        mov     ecx, 3
        cmp     al, 0x3a
        je      of_map
        mov     ecx, eax
        and     ecx, 0xf6
        cmp     ecx, 0xb6               # movzx, movsx
        jne     immediate_of_map1
        cmp     r9d, 2
        setne   r10b
immediate_of_map1:
        mov     r9d, 1
        mov     ecx, eax
        and     ecx, 0xfc
        cmp     ecx, 0x70
        je      with_modrm
        cmp     al, 0xc2
        je      with_modrm
        cmp     ecx, 0xc4
        je      not_cmpxchg
        cmp     al, 0xba
        je      with_modrm
        cmp     al, 0xa4
        je      with_modrm
        cmp     al, 0xac
        je      with_modrm
no_immediate:
        xor     r9d, r9d
        jmp     with_modrm
not_cmpxchg:
        cmp     al, 0xc7
        je      no_immediate
with_modrm:
        movzx   eax, byte ptr [r8]
        inc     r8
        add     r9, r8
        mov     ecx, eax
        and     ecx, 0xc7
        cmp     ecx, 0xc0               # no memory: then this is no such instruction
        jae     to_chain
        test    r10d, r10d
        jz      displacement
        mov     r10d, eax
        shr     r10d, 3
        and     r10d, 7
        test    r11d, 4
        jnz     upper_register
        lea     r11, [rip + lower_registers]
        movzx   r10d, byte ptr [r11 + r10]
upper_register:
        mov     qword ptr [rdx + 8 * r10 + CONTEXT_R8], 0
displacement:
        and     eax, 7
        cmp     eax, 4
        jne     no_sib
        movzx   eax, byte ptr [r8]
        and     eax, 7
        inc     r9
no_sib:
        shr     ecx, 6
        jz      no_displacement
        inc     r9
        dec     ecx
        jz      skip
        add     r9, 3
        jmp     skip
no_displacement:
        cmp     eax, 5
        jne     skip
        add     r9, 4
skip:
        mov     [rdx + CONTEXT_RIP], r9
        mov     eax, SYS_GETTID
        syscall
        mov     ecx, 1
        lock xadd [rip + faults], rcx
        and     ecx, FAULT_THREADS - 1
        lea     r8, [rip + fault_threads]
        mov     [r8 + 4 * rcx], eax
        ret
lower_registers:                        # where they are in gregs[], which begins with r8
        .byte   13, 14, 12, 11, 15, 10, 9, 8

# int fork_and_serve(int socket)
# fork(2). The child never comes back: it reads requests of 64 bytes (a function, six arguments, a word
# to spare) from the socket, makes the call, and answers with 16 bytes (result, errno), until the other
# end is closed.
fork_and_serve:
        push    rbx
        push    rbp
        sub     rsp, 88                 # request at 0, answer at 64; aligned to 16
        mov     ebx, edi
        call    [rip + libc_fork]
        test    eax, eax
        jnz     parent
serve:
        mov     edi, ebx
        mov     rsi, rsp
        mov     edx, 64
        call    [rip + libc_read]
        cmp     rax, 64
        jne     no_request
        mov     rdi, [rsp + 8]
        mov     rsi, [rsp + 16]
        mov     rdx, [rsp + 24]
        mov     rcx, [rsp + 32]
        mov     r8, [rsp + 40]
        mov     r9, [rsp + 48]
        xor     eax, eax
        call    [rsp]
        mov     [rsp + 64], rax
        call    [rip + libc_errno_location]
        movsxd  rcx, dword ptr [rax]
        mov     [rsp + 72], rcx
answer:
        mov     edi, ebx
        lea     rsi, [rsp + 64]
        mov     edx, 16
        call    [rip + libc_write]
        cmp     rax, -1
        jne     serve
        call    [rip + libc_errno_location]
        cmp     dword ptr [rax], 4      # EINTR
        je      answer
        jmp     leave
no_request:
        cmp     rax, -1
        jne     leave
        call    [rip + libc_errno_location]
        cmp     dword ptr [rax], 4
        je      serve
leave:
        xor     edi, edi
        call    [rip + libc_exit]
parent:
        movsxd  rax, eax
        add     rsp, 88
        pop     rbp
        pop     rbx
        ret

# Single accesses. The handler knows them by where they are: one that faults returns FAULT + the number of
# the signal, whoever called it. Eight bytes come back through a pointer, since every value of the result
# has a meaning there; the result is then 0. What fetch8 returns is certain unless it looks like a failure.
accesses:
load1:  movzx   eax, byte ptr [rdi]
        ret
load2:  movzx   eax, word ptr [rdi]
        ret
load4:  mov     eax, [rdi]
        ret
load8:  mov     rax, [rdi]
        mov     [rsi], rax
        xor     eax, eax
        ret
store1: mov     [rdi], sil
        xor     eax, eax
        ret
store2: mov     [rdi], si
        xor     eax, eax
        ret
store4: mov     [rdi], esi
        xor     eax, eax
        ret
store8: mov     [rdi], rsi
        xor     eax, eax
        ret
# add4(address, n): the value before
add4:   lock xadd [rdi], esi
        mov     eax, esi
        ret
# add8(address, n, result)
add8:   lock xadd [rdi], rsi
        mov     [rdx], rsi
        xor     eax, eax
        ret
# cas4(address, expected, value): 1 where it was as expected and is the value now
cas4:   mov     eax, esi
        lock cmpxchg [rdi], edx
        sete    al
        movzx   eax, al
        ret
cas8:   mov     rax, rsi
        lock cmpxchg [rdi], rdx
        sete    al
        movzx   eax, al
        ret
fetch8: mov     rax, [rdi]
access_return:
        ret
accesses_end:

# int plain_mutex(mutex, function)
# Calls function(mutex) for a mutex that is neither robust nor of a priority protocol; EBUSY otherwise.
# A robust one that trylock finds not recoverable stays locked (glibc 2.36), unlike with lock.
        .equ    MUTEX_KIND, 16
        .equ    MUTEX_SPECIAL, 0x70
        .equ    EBUSY, 16
plain_mutex:
        test    dword ptr [rdi + MUTEX_KIND], MUTEX_SPECIAL
        jnz     special_mutex
        jmp     rsi
special_mutex:
        mov     eax, EBUSY
        ret

# long system_call(a, b, c, d, e, f, number)
# A system call without the C library, which would make it a cancellation point in a process of several
# threads. A result from -4095 to -1 is the negative error number.
system_call:
        mov     r10, rcx
        mov     eax, [rsp + 8]
        syscall
        ret

# Native methods of Java (NativeCalls): behind the arguments env and class come
# long native_call(function, a, b, c, d, e, f, int *errno)
# which keeps errno before the Java machine can change it,
native_call:
        push    rbx
        mov     rbx, [rsp + 40]
        mov     r11, rdx
        mov     rdi, rcx
        mov     rsi, r8
        mov     rdx, r9
        mov     rcx, [rsp + 16]
        mov     r8, [rsp + 24]
        mov     r9, [rsp + 32]
        xor     eax, eax
        call    r11
        push    rax
        sub     rsp, 8
        call    [rip + libc_errno_location]
        mov     eax, [rax]
        mov     [rbx], eax
        add     rsp, 8
        pop     rax
        pop     rbx
        ret
# long native_system_call(a, b, c, d, e, f, number)
native_system_call:
        mov     rdi, rdx
        mov     rsi, rcx
        mov     rdx, r8
        mov     r10, r9
        mov     r8, [rsp + 8]
        mov     r9, [rsp + 16]
        mov     eax, [rsp + 24]
        syscall
        ret
# long native_brief(function, a, b, c, d)
native_brief:
        mov     rax, rdx
        mov     rdi, rcx
        mov     rsi, r8
        mov     rdx, r9
        mov     rcx, [rsp + 8]
        jmp     rax

# void take_signal(int signal, siginfo_t *, ucontext_t *)
# The handler of signals that have a block: leaves the signal in the inbox of the thread, where it stays
# blocked until Java has run the block, so that all others of it wait in the kernel, and none is lost.
# Every signal is blocked while it runs.
take_signal:
        push    rbx
        push    rbp
        push    r12
        push    r13
        push    r14
        push    r15
        mov     ebx, edi
        mov     r12, rsi
        mov     r13, rdx
        mov     rbp, [rip + signal_table]
        lea     ecx, [rbx - 1]
        mov     r14d, 1
        shl     r14, cl                 # its bit
        mov     eax, SYS_GETTID
        syscall
        lea     r8, [rbp + TABLE_FIRST]
        mov     ecx, [rbp + TABLE_INBOXES]
        mov     r9, [rbp + TABLE_RECEIVER]
next_inbox:
        dec     ecx
        js      thread_without
        cmp     [r8 + INBOX_THREAD], eax
        je      thread_with
        add     r8, INBOX_SIZE
        jmp     next_inbox

# A thread with an inbox, at r8. What was sent to the process is the evaluating thread's, at r9, as long as
# that does not block it.
thread_with:
        test    [rbp + TABLE_TAKEN], r14
        jz      to_handler_before
        cmp     r8, r9
        je      store
        cmp     dword ptr [r12 + INFO_CODE], SI_TKILL
        je      store
        test    r9, r9
        jz      store
        test    [r9 + INBOX_BLOCKED], r14
        jz      pass_on
store:
        or      [r13 + CONTEXT_SIGMASK], r14
        mov     rax, r14
        not     rax
        lock and [rbp + TABLE_HELD], rax
        mov     r9, r8
        test    [r8 + INBOX_PENDING], r14
        jnz     pass_on                 # to itself: it waits in the kernel
        lea     ecx, [rbx - 1]
        shl     ecx, 7
        lea     rdi, [r8 + rcx + INBOX_INFOS]
        mov     rsi, r12
        mov     ecx, 16
        rep movsq
        lock or [r8 + INBOX_PENDING], r14
        lock inc dword ptr [rbp + TABLE_ARRIVED]
        # the thread may be just before the instruction that enters the kernel: a timer gets it out
        cmp     dword ptr [r8 + INBOX_IN_CALL], 0
        je      stored
        mov     dword ptr [r8 + INBOX_KICKED], 1
        mov     edi, [r8 + INBOX_TIMER]
        xor     esi, esi
        lea     rdx, [rbp + TABLE_KICK]
        xor     r10d, r10d
        mov     eax, SYS_TIMER_SETTIME
        syscall
stored:
        test    [rbp + TABLE_ALSO], r14
        jnz     to_handler_before
        jmp     taken

# A thread of the Java machine. It blocks the signal from now on, and passes it on to the evaluating thread.
thread_without:
        test    r9, r9
        jz      to_handler_before
        test    [rbp + TABLE_OF_SHELL], r14
        jnz     of_shell
        test    [rbp + TABLE_TAKEN], r14
        jz      to_handler_before
        or      [r13 + CONTEXT_SIGMASK], r14
pass_on:
        # nobody may send these codes to another thread: SignalInfo reads the negative ones in their place
        mov     eax, [r12 + INFO_CODE]
        test    eax, eax
        jns     not_ours
        cmp     eax, SI_TKILL
        jne     code_is_free
not_ours:
        add     eax, PASSED_ON
        neg     eax
        mov     [r12 + INFO_CODE], eax
code_is_free:
        mov     r15d, 100000
again:
        mov     edi, [rbp + TABLE_PROCESS]
        mov     esi, [r9 + INBOX_THREAD]
        mov     edx, ebx
        mov     r10, r12
        mov     eax, SYS_RT_TGSIGQUEUEINFO
        syscall
        cmp     eax, -EAGAIN            # too many wait: others take them meanwhile
        jne     taken
        dec     r15d
        jz      taken
        mov     eax, SYS_SCHED_YIELD
        syscall
        jmp     again

# SIGINT and its like. The second one while the first is not done with, which POSIX may lose, is the shell's:
# whatever a block does, the shell can be ended.
of_shell:
        mov     rax, [r9 + INBOX_PENDING]
        or      rax, [r9 + INBOX_RUNNING]
        or      rax, [rbp + TABLE_HELD]
        test    rax, r14
        jnz     to_handler_before
        mov     rax, [rbp + TABLE_TAKEN]
        or      rax, [r9 + INBOX_BLOCKED]
        test    rax, r14
        jz      to_handler_before
        lock or [rbp + TABLE_HELD], r14
        jmp     pass_on

to_handler_before:
        mov     rax, [rbp + TABLE_BEFORE + 8 * rbx]
        mov     edi, ebx
        mov     rsi, r12
        mov     rdx, r13
        pop     r15
        pop     r14
        pop     r13
        pop     r12
        pop     rbp
        pop     rbx
        cmp     rax, 1                  # SIG_DFL, SIG_IGN
        jbe     nobodys
        jmp     rax
taken:
        pop     r15
        pop     r14
        pop     r13
        pop     r12
        pop     rbp
        pop     rbx
nobodys:
        ret

# void add_to_mask(int signal, siginfo_t *, ucontext_t *)
# The thread blocks the signals of the set that is the signal's value, from its return on.
add_to_mask:
        mov     rax, [rsi + INFO_VALUE]
        or      [rdx + CONTEXT_SIGMASK], rax
        ret

# The data page: addresses that Java writes there.
        .org    4096
libc_fork:              .quad 0         # 0
libc_read:              .quad 0         # 1
libc_write:             .quad 0         # 2
libc_exit:              .quad 0         # 3
libc_errno_location:    .quad 0         # 4
libc_signal:            .quad 0         # 5
slots_end:              .quad 0         # 6
signal_table:           .quad 0         # 7
        .balign 64
chain:                                  # 8: the handlers before ours, by signal
        .fill   16, 8, 0
        .balign 64
faults:                 .quad 0         # 24: how many
        .balign 64
fault_threads:                          # 32
        .fill   64, 4, 0
files:                                  # 64: address and length
        .fill   2 * 64, 8, 0
slots:                                  # 192: as many as there is room for
