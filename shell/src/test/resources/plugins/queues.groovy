import static ipcsh.sys.abi.FileConstants.FIONREAD

class QueueCommands implements CommandTopic {
  private Context context

  String title() { 'Queues' }

  void attach(Context context) { this.context = context }

  @Command(
      summary = 'how many bytes can be read at once, without waiting',
      man = 'ioctl(2)',
      details = 'For a datagram socket, it is the size of the next datagram.',
      examples = '''\
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        waiting b        //=> 0
        send a, 'ABCDE'
        b.waiting()      //=> 5
        ''')
  int waiting(Fd fd) {
    context.sys().files().ioctl(context.number(fd), FIONREAD, 0)
  }
}
