package ipcsh.command.topic;

import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.SavedAs;
import java.util.List;

/** Commands that convert bytes from and to readable text. */
public final class DataCommands implements CommandTopic {
  @Override
  public String title() {
    return "Data";
  }

  @Command(
      summary = "convert hexadecimal digits to bytes",
      man = "ascii(7)",
      saves = SavedAs.RESULT,
      examples =
          """
          hex '00 ff 12'         //=> 00 ff 12
          hex('4142').length     //=> 2
          """)
  public byte[] hex(String text) {
    String digits = text == null ? "" : text.replaceAll("[\\s:,_]|0[xX]", "");
    if (digits.length() % 2 != 0 || !digits.matches("[0-9a-fA-F]*")) {
      throw new IllegalArgumentException(
          "text: expected pairs of hexadecimal digits, '00 ff 12', given '" + text + "'");
    }
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }

  @Command(
      summary = "pack values into bytes, in the formats of Python's struct",
      man = "byteorder(3)",
      saves = SavedAs.RESULT,
      details = "Formats: < > = ! @, then letters of x c b B ? h H i I l L q Q f d s, with counts.",
      examples =
          """
          pack '<iH', 7, 2          //=> 07 00 00 00 02 00
          pack '>4s2B', 'ab', 1, 2  //=> 61 62 00 00 01 02
          """)
  public byte[] pack(String format, Object... values) {
    return new Packing(Format.parse(format)).pack(values);
  }

  @Command(
      summary = "unpack values from bytes, in the formats of Python's struct",
      man = "byteorder(3)",
      saves = SavedAs.RESULT,
      examples =
          """
          unpack '<iH', pack('<iH', 7, 2)  //=> [7, 2]
          unpack '>I', hex('ff ff ff ff')  //=> [4294967295]
          """)
  public List<Object> unpack(String format, byte[] data) {
    return new Packing(Format.parse(format)).unpack(data);
  }
}
