# The little that Java cannot do itself, for x86-64 Linux. One page of code, and a page of data behind
# it that Java fills in (ipcsh.sys.invoke.MachineCode). Position-independent; C calling convention.
#
# The bytes that the program loads are machine-x86_64.bin among the resources; MachineCodeTest
# assembles this file and compares, and writes them anew with -Dmachine.update.

        .intel_syntax noprefix
        .text

# Where things are in a ucontext_t (sys/ucontext.h): gregs[] begins at 40.
        .equ    CONTEXT_RBX, 40 + 8 * 11
        .equ    CONTEXT_RSP, 40 + 8 * 15
        .equ    CONTEXT_RIP, 40 + 8 * 16

# And in a siginfo_t: what it is (above 0: from the kernel), and of a signal that was sent, by whom.
        .equ    INFO_CODE, 8
        .equ    INFO_PID, 16

        .equ    SYS_GETPID, 39
        .equ    SYS_KILL, 62

# A slot belongs to one thread: where its stack was when it made a guarded call, and whether it is in
# one. A fault belongs to the call if it happened so near below.
        .equ    SLOT_STACK, 0
        .equ    SLOT_ACTIVE, 8
        .equ    SLOT_SIZE, 16
        .equ    NEAR, 65536

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
        .balign 16, 0xcc

# long guarded(slot, function, a, b, c, d)
# Calls function(a, b, c, d). If that faults (SIGSEGV, SIGBUS, an abort() of the C library), the result
# is FAULT + the number of the signal.
guarded:
        push    rbx
        push    rbp
        push    r12
        push    r13
        push    r14
        push    r15
        sub     rsp, 8
        mov     rbx, rdi
        mov     [rbx + SLOT_STACK], rsp
        mov     qword ptr [rbx + SLOT_ACTIVE], 1
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
of_others:
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

# Single accesses, to be called through guarded. Eight bytes come back through a pointer, since
# every value of the result has a meaning there; the result is then 0.
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

# The data page: addresses that Java writes there.
        .org    4096
libc_fork:              .quad 0         # 0
libc_read:              .quad 0         # 1
libc_write:             .quad 0         # 2
libc_exit:              .quad 0         # 3
libc_errno_location:    .quad 0         # 4
libc_signal:            .quad 0         # 5
slots_end:              .quad 0         # 6
        .balign 64
chain:                                  # 8: the handlers before ours, by signal
        .fill   16, 8, 0
        .balign 64
slots:                                  # 24: as many as there is room for
