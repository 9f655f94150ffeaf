/** Data that show what was lost: every eight bytes contain their offset. */
class PatternCommands implements CommandTopic {
  private static final int WIDTH = 8
  private static final int SHOWN = 16

  String title() { 'Recognisable data' }

  @Command(
      summary = 'generate text in which every eight bytes contain their offset',
      man = 'seq(1)',
      details = '''\
        Any part of it shows at a glance where it belongs: a slice that begins with 0000064
        starts at offset 64.''',
      examples = '''\
        pattern 20             //=> 0000000 0000008 0000
        pattern 7, 64          //=> 0000064
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        send a, pattern(100)   //=> 100
        recv(b, 16).truncated  //=> true
        ''')
  String pattern(int n, @Default('0') int offset) {
    if (n < 0 || offset < 0) {
      throw new UsageException("pattern: expected a length and an offset from 0 up, given $n, $offset")
    }
    def text = new StringBuilder()
    for (int at = offset - offset % WIDTH; at < (long) offset + n; at += WIDTH) {
      text << String.format('%07d ', at)
    }
    int skip = offset % WIDTH
    text.substring(skip, skip + n)
  }

  @Command(
      summary = 'compare two byte sequences, byte by byte',
      man = 'cmp(1)',
      details = 'Returns a list of at most 16 lines, empty if they are the same.',
      examples = '''\
        diff 'same', 'same'  //=> no difference
        diff 'ABC', 'AXC'    //=> byte 1: 42 and 58
        diff 'ABC', 'AB'     //=> byte 2: 43 and nothing
        assert !diff(hex('00 ff'), [0, 255])
        ''')
  List<String> diff(byte[] a, byte[] b) {
    def places = (0..<Math.max(a.length, b.length)).findAll { at(a, it) != at(b, it) }
    def lines = places.take(SHOWN).collect { "byte $it: ${at(a, it)} and ${at(b, it)}".toString() }
    if (places.size() > SHOWN) {
      lines << "and ${places.size() - SHOWN} more".toString()
    }
    new Listing<String>(lines, 'no difference')
  }

  private static String at(byte[] data, int place) {
    place < data.length ? String.format('%02x', data[place]) : 'nothing'
  }

  @Command(
      summary = 'compute the CRC-32 checksum of data',
      man = 'crc32(1)',
      examples = '''\
        crc32 '123456789'                     //=> 3421780262
        crc32('a' + 'b') == crc32([97, 98])   //=> true
        ''')
  long crc32(byte[] data) {
    def sum = new java.util.zip.CRC32()
    sum.update(data)
    sum.value
  }
}
