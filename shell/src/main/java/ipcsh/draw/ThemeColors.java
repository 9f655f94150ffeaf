package ipcsh.draw;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The colours of exported pictures on a light and on a dark background, as {@code #rrggbb}. */
public enum ThemeColors {
  /** Dark on white. */
  LIGHT(
      List.of(
          "#ffffff", "#ffffff", "#1f2733", "#5d6878", "#e3e7ee", "#a15c00", "#ffffff", "#c4232b"),
      List.of(
          "#1d6fb8", "#b45a0c", "#7446c4", "#2c7d32", "#b8357f", "#7a7413", "#4a6a8a", "#8a5446"),
      List.of("#0f6d84", "#2c7d32", "#9a5b00", "#7446c4", "#56606e")),

  /** Light on nearly black. */
  DARK(
      List.of(
          "#12161d", "#1b212b", "#e6eaf0", "#9aa6b6", "#343d4b", "#f2b75c", "#12161d", "#ff7b72"),
      List.of(
          "#6cb4f0", "#f0a35c", "#b795f2", "#7fce85", "#f08abf", "#cfc65a", "#9bb8d6", "#d6a292"),
      List.of("#5cc3dc", "#7fce85", "#e8b050", "#b795f2", "#a3aebd"));

  private final Map<Surface, String> surfaces = new EnumMap<>(Surface.class);
  private final List<String> processes;
  private final List<String> objects;

  ThemeColors(List<String> surfaces, List<String> processes, List<String> objects) {
    for (Surface surface : Surface.values()) {
      this.surfaces.put(surface, surfaces.get(surface.ordinal()));
    }
    this.processes = processes;
    this.objects = objects;
  }

  /** The colour of a meaning. */
  public String color(Ink ink) {
    if (ink instanceof Surface surface) {
      return surfaces.get(surface);
    }
    ColorRole tone = (ColorRole) ink;
    if (tone.mark() == ColorRole.Mark.RING) {
      return surfaces.get(Surface.RING);
    }
    return switch (tone.of()) {
      case PROCESS -> processes.get(tone.number() % processes.size());
      case OBJECT -> objects.get(tone.number());
      default -> surfaces.get(Surface.QUIET);
    };
  }
}
