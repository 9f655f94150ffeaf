package ipcsh.draw;

import ipcsh.draw.Shape.LineKind;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** The style sheet of SVG pictures. */
final class SvgStyle {
  private final Collection<ColorRole> tones;

  SvgStyle(Collection<ColorRole> tones) {
    this.tones = tones;
  }

  /** The CSS class of what is filled with a colour. */
  static String name(Ink ink) {
    if (ink instanceof ColorRole tone && tone.mark() == ColorRole.Mark.RING) {
      return name(Surface.RING);
    }
    if (ink instanceof ColorRole tone) {
      return tone.of().name().toLowerCase(Locale.ROOT) + tone.number();
    }
    return ink == Surface.WAITING ? "waits" : ((Surface) ink).name().toLowerCase(Locale.ROOT);
  }

  String css(ThemeChoice theme) {
    StringBuilder css = new StringBuilder("<style>\n");
    String sans = "px system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}\n";
    css.append(".text{font:").append(TextStyle.PLAIN.size());
    css.append("px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;");
    css.append("white-space:pre}\n.title{font:600 ").append(TextStyle.TITLE.size());
    css.append(sans).append(".heading{font:600 ").append(TextStyle.HEADING.size());
    css.append(sans).append(".strong,.waiting{font-weight:700}\n.box{stroke-width:");
    css.append(Outline.number(Shape.BORDER)).append("}\n.wire,.under{fill:none;stroke-width:");
    css.append(Outline.number(LineKind.WIRE.width())).append("}\n.under{stroke-width:");
    css.append(Outline.number(LineKind.UNDER.width())).append("}\n.thick{stroke-width:");
    css.append(Outline.number(LineKind.RING.width())).append("}\n.lane{stroke-dasharray:");
    css.append(Shape.DOTS.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    css.append(";stroke-linecap:round}\n.middle{text-anchor:middle}\n.end{text-anchor:end}\n");
    css.append(".over{paint-order:stroke;stroke-width:").append(Outline.number(Shape.HALO));
    css.append(";stroke-linejoin:round}\n");
    rules(css, theme == ThemeChoice.DARK ? ThemeColors.DARK : ThemeColors.LIGHT);
    if (theme == ThemeChoice.AUTO) {
      css.append("@media (prefers-color-scheme:dark){\n");
      rules(css, ThemeColors.DARK);
      css.append("}\n");
    }
    return css.append("</style>\n").toString();
  }

  private void rules(StringBuilder css, ThemeColors colors) {
    String paper = colors.color(Surface.PAPER);
    css.append(".paper{fill:").append(paper).append("}.under,.over{stroke:").append(paper);
    css.append("}.box{fill:").append(colors.color(Surface.BOX));
    css.append("}.text{fill:").append(colors.color(Surface.TEXT));
    css.append("}.heading,.quiet{fill:").append(colors.color(Surface.QUIET));
    css.append("}.trough{fill:").append(colors.color(Surface.TROUGH));
    css.append("}.waiting,.waits{fill:").append(colors.color(Surface.WAITING));
    css.append("}.ring-text{fill:").append(colors.color(Surface.RING));
    css.append("}.title{fill:").append(colors.color(Surface.TITLE)).append("}\n");
    for (ColorRole tone : tones) {
      String color = colors.color(tone);
      css.append('.').append(name(tone)).append("{fill:").append(color).append("}.");
      css.append(name(tone)).append("-line{stroke:").append(color).append("}\n");
    }
  }
}
