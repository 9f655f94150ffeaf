# Completion of ipcsh for fish. Made from the table of options, the usages and the commands by a test;
# do not edit.

# The first word that is neither an option nor the value of one.
function __ipcsh_word
    set -l words (commandline -opc)
    set -l value
    for word in $words[2..]
        if test -n "$value"
            set value
            continue
        end
        switch $word
            case -e -n --name --plugin --ipcsh
                set value yes
            case '-*'
            case '*'
                echo -- $word
                return
        end
    end
end

# Whether that is one of these.
function __ipcsh_mode
    contains -- (__ipcsh_word) $argv
end

function __ipcsh_no_mode
    test -z (__ipcsh_word)""
end

# The running shells.
function __ipcsh_shells
    ipcsh ls 2>/dev/null | awk 'NR > 1 { print $1 == "*" ? $2 : $1 }'
end

complete -c ipcsh -f
complete -c ipcsh -n __ipcsh_no_mode -k -a '(__fish_complete_suffix .groovy)'
complete -c ipcsh -n '__ipcsh_no_mode; and test -n (commandline -ct)""' -a 'accept access alarm at atexit attach bg bind cd chapter chdir check chmod chown cleanup clear close connect cut draw dup dup2 environ epoll_create1 epoll_ctl epoll_wait errno eventually exception exec execvp exercise exercises exit explain export fails fallocate fchmod fchown fcntl fds fdstore findings firewall flock fork fstat ftok ftruncate futex gauges getaddrinfo getcwd getegid geteuid getgid getpeername getpgid getpgrp getpid getppid getrlimit getsid getsockname getsockopt gettid getuid grantpt help hex hexdump hide hint history holders inject inspect ioctl ipcs jobs join kill killpg leftovers lesson lessons link listen load lockf locks ls lseek lstat man memfd_create mkdir mkfifo mmap mprotect mq_close mq_getattr mq_notify mq_open mq_receive mq_send mq_setattr mq_unlink mqs msgctl msgget msgrcv msgsnd msync munmap network newshell observe open openpty pack pause pcap peek pidfd_getfd pidfd_open pidfd_send_signal pipe poke poll posix_fallocate posix_openpt pread process_vm_readv process_vm_writev pthread_cond_at pthread_cond_broadcast pthread_cond_destroy pthread_cond_init pthread_cond_signal pthread_cond_timedwait pthread_cond_wait pthread_join pthread_mutex_at pthread_mutex_consistent pthread_mutex_destroy pthread_mutex_init pthread_mutex_lock pthread_mutex_timedlock pthread_mutex_trylock pthread_mutex_unlock pthread_rwlock_at pthread_rwlock_destroy pthread_rwlock_init pthread_rwlock_rdlock pthread_rwlock_timedrdlock pthread_rwlock_timedwrlock pthread_rwlock_tryrdlock pthread_rwlock_trywrlock pthread_rwlock_unlock pthread_rwlock_wrlock ptsname pwd pwrite quit raise read readlink readv record recv recvfd recvfrom recvmsg regions rename rmdir sameFile save say scratch select sem sem_at sem_close sem_destroy sem_getvalue sem_init sem_open sem_post sem_timedwait sem_trywait sem_unlink sem_wait semctl semget semop sems send sendfd sendfile sendmsg sendto sequence setpgid setrlimit setsid setsockopt settings shell shells shm_open shm_unlink shmat shmctl shmdt shmget shutdown sigaction signal signals sigpending sigprocmask sigqueue sigwaitinfo sleep sockatmark socket socketpair solution spawn splice stat symlink tee thread title trace umask unlink unlockpt unpack wait waitid waitpid watch why wire write writev' -d command
complete -c ipcsh -n '__ipcsh_mode help man' -a 'accept access alarm at atexit attach bg bind cd chapter chdir check chmod chown cleanup clear close connect cut draw dup dup2 environ epoll_create1 epoll_ctl epoll_wait errno eventually exception exec execvp exercise exercises exit explain export fails fallocate fchmod fchown fcntl fds fdstore findings firewall flock fork fstat ftok ftruncate futex gauges getaddrinfo getcwd getegid geteuid getgid getpeername getpgid getpgrp getpid getppid getrlimit getsid getsockname getsockopt gettid getuid grantpt help hex hexdump hide hint history holders inject inspect ioctl ipcs jobs join kill killpg leftovers lesson lessons link listen load lockf locks ls lseek lstat man memfd_create mkdir mkfifo mmap mprotect mq_close mq_getattr mq_notify mq_open mq_receive mq_send mq_setattr mq_unlink mqs msgctl msgget msgrcv msgsnd msync munmap network newshell observe open openpty pack pause pcap peek pidfd_getfd pidfd_open pidfd_send_signal pipe poke poll posix_fallocate posix_openpt pread process_vm_readv process_vm_writev pthread_cond_at pthread_cond_broadcast pthread_cond_destroy pthread_cond_init pthread_cond_signal pthread_cond_timedwait pthread_cond_wait pthread_join pthread_mutex_at pthread_mutex_consistent pthread_mutex_destroy pthread_mutex_init pthread_mutex_lock pthread_mutex_timedlock pthread_mutex_trylock pthread_mutex_unlock pthread_rwlock_at pthread_rwlock_destroy pthread_rwlock_init pthread_rwlock_rdlock pthread_rwlock_timedrdlock pthread_rwlock_timedwrlock pthread_rwlock_tryrdlock pthread_rwlock_trywrlock pthread_rwlock_unlock pthread_rwlock_wrlock ptsname pwd pwrite quit raise read readlink readv record recv recvfd recvfrom recvmsg regions rename rmdir sameFile save say scratch select sem sem_at sem_close sem_destroy sem_getvalue sem_init sem_open sem_post sem_timedwait sem_trywait sem_unlink sem_wait semctl semget semop sems send sendfd sendfile sendmsg sendto sequence setpgid setrlimit setsid setsockopt settings shell shells shm_open shm_unlink shmat shmctl shmdt shmget shutdown sigaction signal signals sigpending sigprocmask sigqueue sigwaitinfo sleep sockatmark socket socketpair solution spawn splice stat symlink tee thread title trace umask unlink unlockpt unpack wait waitid waitpid watch why wire write writev'
complete -c ipcsh -n '__ipcsh_no_mode' -s e -x -d 'run CODE, print its last value unless null'
complete -c ipcsh -n '__ipcsh_no_mode' -s k -l keep-going -d 'continue after an error; exit status 1 if any entry failed'
complete -c ipcsh -n '__ipcsh_no_mode' -s n -l name -x -d 'the name under which other shells see this one'
complete -c ipcsh -n '__ipcsh_no_mode' -s p -l print -d 'print the value of each entry, as at the prompt'
complete -c ipcsh -n '__ipcsh_no_mode' -l trace -d 'print one strace-style line per call on standard error'
complete -c ipcsh -n '__ipcsh_no_mode' -l json -d 'print each result as one line of JSON'
complete -c ipcsh -n '__ipcsh_no_mode' -l no-color -d 'do not use colours'
complete -c ipcsh -n '__ipcsh_no_mode' -l plugin -r -F -d 'load a plugin, a .jar or a .groovy file; may be repeated'
complete -c ipcsh -n '__ipcsh_no_mode' -l no-init -d 'do not read the start-up file of the prompt, init.groovy'
complete -c ipcsh -n '__ipcsh_no_mode' -l version -d 'print the version'
complete -c ipcsh -n '__ipcsh_no_mode' -l help -d 'the usage; after a word, as in replay --help, that of the word'
complete -c ipcsh -n '__ipcsh_no_mode' -l ipcsh -r -F -d 'the path of ipcsh on the other machine, if it is not on the PATH there'
complete -c ipcsh -n '__ipcsh_no_mode' -l install -x -a '(__fish_complete_directories)' -d 'install ipcsh, its man pages and completions; default: ~/.local'
complete -c ipcsh -n '__ipcsh_no_mode' -l uninstall -x -a '(__fish_complete_directories)' -d 'take away what was installed'

complete -c ipcsh -n __ipcsh_no_mode -a export -d 'convert a recording to a page with a player'
complete -c ipcsh -n '__ipcsh_mode export' -l at -x -d 'a still picture of that moment (.svg only): seconds, m:ss or end'
complete -c ipcsh -n '__ipcsh_mode export' -l theme -x -a 'dark light' -d 'default: what the reader\'s system prefers'
complete -c ipcsh -n '__ipcsh_mode export' -l title -x -d 'default: the recording\'s own'
complete -c ipcsh -n '__ipcsh_mode export' -k -a '(__fish_complete_suffix .groovy)'
complete -c ipcsh -n '__ipcsh_mode export' -k -a '(__fish_complete_suffix .cast)'

complete -c ipcsh -n __ipcsh_no_mode -a ls -d 'list the running shells of this user'
complete -c ipcsh -n '__ipcsh_mode ls' -l json -d 'print one JSON value'
complete -c ipcsh -n '__ipcsh_mode ls' -l ipcsh -r -F -d 'the path of ipcsh on the other machine, if it is not on the PATH there'

complete -c ipcsh -n __ipcsh_no_mode -a attach -d 'a prompt in a running shell'
complete -c ipcsh -n '__ipcsh_mode attach' -s e -x -d 'run CODE in it, print its value'
complete -c ipcsh -n '__ipcsh_mode attach' -s k -l keep-going -d 'continue after an error'
complete -c ipcsh -n '__ipcsh_mode attach' -l json -d 'print each value as one line of JSON'
complete -c ipcsh -n '__ipcsh_mode attach' -l no-color -d 'do not use colours'
complete -c ipcsh -n '__ipcsh_mode attach' -l ipcsh -r -F -d 'the path of ipcsh on the other machine, if it is not on the PATH there'
complete -c ipcsh -n '__ipcsh_mode attach' -a '(__ipcsh_shells)' -d 'running shell'

complete -c ipcsh -n __ipcsh_no_mode -a watch -d 'show all shells'
complete -c ipcsh -n '__ipcsh_mode watch' -a '(__ipcsh_shells)' -d 'running shell'
complete -c ipcsh -n '__ipcsh_mode watch' -a '(__fish_complete_pids)'

complete -c ipcsh -n __ipcsh_no_mode -a why -d 'why programs wait'
complete -c ipcsh -n '__ipcsh_mode why' -a '(__fish_complete_pids)'

complete -c ipcsh -n __ipcsh_no_mode -a observe -d 'start programs'
complete -c ipcsh -n '__ipcsh_mode observe' -F -a '(__fish_complete_command)'

complete -c ipcsh -n __ipcsh_no_mode -a grade -d 'run a student\'s script from the starting state of exercise N'
complete -c ipcsh -n '__ipcsh_mode grade' -l json -d 'print each result as one line of JSON'
complete -c ipcsh -n '__ipcsh_mode grade' -k -a '(__fish_complete_suffix .groovy)'

complete -c ipcsh -n __ipcsh_no_mode -a replay -d 'replay scenarios for an audience'
complete -c ipcsh -n '__ipcsh_mode replay' -l no-color -d 'do not use colours'
complete -c ipcsh -n '__ipcsh_mode replay' -l plugin -r -F -d 'load a plugin'
complete -c ipcsh -n '__ipcsh_mode replay' -l step -d 'wait for a key before each step'
complete -c ipcsh -n '__ipcsh_mode replay' -l type -d 'wait for a key before each character'
complete -c ipcsh -n '__ipcsh_mode replay' -l speed -x -d 'playback speed relative to a person typing; max'
complete -c ipcsh -n '__ipcsh_mode replay' -l tmux -d 'show roles in tmux panes, of this tmux or a private one'
complete -c ipcsh -n '__ipcsh_mode replay' -l predict -d 'ask for each result before it is shown; answers on standard input'
complete -c ipcsh -n '__ipcsh_mode replay' -l record -x -k -a '(__fish_complete_suffix .cast)' -d 'write a recording, the same each time'
complete -c ipcsh -n '__ipcsh_mode replay' -l size -x -d 'columns and rows of the recording'
complete -c ipcsh -n '__ipcsh_mode replay' -l v2 -d 'record in the older version of the format'
complete -c ipcsh -n '__ipcsh_mode replay' -l verify -d 'compare with FILE\'s .expected; exit status 1 on a difference'
complete -c ipcsh -n '__ipcsh_mode replay' -l update -d 'write FILE\'s .expected; an entry ending in // varies becomes ...'
complete -c ipcsh -n '__ipcsh_mode replay' -l pictures -d 'store what draw and sequence show as SVG, in pictures/ beside FILE'
complete -c ipcsh -n '__ipcsh_mode replay' -k -a '(__fish_complete_suffix .groovy)'
