package ipcsh.draw;

import java.util.Locale;
import java.util.Set;

/** The colours of SVG pictures, for light and dark backgrounds. */
final class SvgStyle {
  private static final String[] PROCESSES = {
    "#1d6fb8", "#b45a0c", "#7446c4", "#2c7d32", "#b8357f", "#7a7413", "#4a6a8a", "#8a5446"
  };
  private static final String[] PROCESSES_DARK = {
    "#6cb4f0", "#f0a35c", "#b795f2", "#7fce85", "#f08abf", "#cfc65a", "#9bb8d6", "#d6a292"
  };
  private static final String[] OBJECTS = {"#0f6d84", "#2c7d32", "#9a5b00", "#7446c4", "#56606e"};
  private static final String[] OBJECTS_DARK = {
    "#5cc3dc", "#7fce85", "#e8b050", "#b795f2", "#a3aebd"
  };

  private static final String PLAIN = "#5d6878";
  private static final String RING = "ring";

  private final Set<ColorRole> tones;

  SvgStyle(Set<ColorRole> tones) {
    this.tones = tones;
  }

  /** The CSS class of a colour role. */
  static String name(ColorRole tone) {
    if (tone.mark() == ColorRole.Mark.RING) {
      return RING;
    }
    return tone.of().name().toLowerCase(Locale.ROOT) + tone.number();
  }

  /** The CSS classes of text in a box. */
  static String text(ColorRole tone) {
    if (tone.mark() == ColorRole.Mark.RING && tone.of() == ColorRole.Of.WAITING) {
      return "text strong ring-text";
    }
    return switch (tone.of()) {
      case STRONG -> "text strong";
      case QUIET -> "text quiet";
      case WAITING -> "text waiting";
      default -> "text";
    };
  }

  String css() {
    StringBuilder css = new StringBuilder("<style>\n");
    css.append(
        """
        .text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}
        .title{font:600 13px system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}
        .heading{font:600 14px system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}
        .strong,.waiting{font-weight:700}
        .box{stroke-width:1.5}
        .wire,.under{fill:none;stroke-width:1.8}
        .under{stroke-width:6}
        .lane{stroke-dasharray:1 5;stroke-linecap:round}
        .middle{text-anchor:middle}
        .end{text-anchor:end}
        .over{paint-order:stroke;stroke-width:4;stroke-linejoin:round}
        """);
    paper(css, "#ffffff", "#ffffff", "#1f2733", "#5d6878", "#e3e7ee", "#a15c00", "#ffffff");
    rules(css, PROCESSES, OBJECTS, PLAIN);
    css.append("@media (prefers-color-scheme:dark){\n");
    paper(css, "#12161d", "#1b212b", "#e6eaf0", "#9aa6b6", "#343d4b", "#f2b75c", "#12161d");
    rules(css, PROCESSES_DARK, OBJECTS_DARK, "#9aa6b6");
    return css.append("}\n</style>\n").toString();
  }

  private static void paper(
      StringBuilder css,
      String paper,
      String box,
      String ink,
      String quiet,
      String trough,
      String waiting,
      String title) {
    css.append(".paper{fill:").append(paper).append("}.under,.over{stroke:").append(paper);
    css.append("}.box{fill:").append(box).append("}.text{fill:").append(ink);
    css.append("}.heading,.quiet{fill:").append(quiet).append("}.trough{fill:").append(trough);
    css.append("}.waiting,.waits{fill:").append(waiting).append("}.title{fill:").append(title);
    css.append("}\n");
  }

  private void rules(StringBuilder css, String[] processes, String[] objects, String plain) {
    for (ColorRole tone : tones) {
      if (tone.mark() == ColorRole.Mark.RING) {
        css.append(".ring-line{stroke-width:3}.ring-text{fill:");
        css.append(plain.equals(PLAIN) ? "#c4232b" : "#ff7b72").append("}\n");
      }
      String colour =
          tone.mark() == ColorRole.Mark.RING
              ? plain.equals(PLAIN) ? "#c4232b" : "#ff7b72"
              : switch (tone.of()) {
                case PROCESS -> processes[tone.number() % processes.length];
                case OBJECT -> objects[tone.number()];
                default -> plain;
              };
      css.append('.').append(name(tone)).append("{fill:").append(colour).append("}.");
      css.append(name(tone)).append("-line{stroke:").append(colour).append("}\n");
    }
  }
}
