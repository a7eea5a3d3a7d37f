package dev.netlab.wireguard.main;

import dev.netlab.wireguard.device.DeviceLog;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** A log on standard output, as much as LOG_LEVEL asks for: verbose or debug, error, silent. */
final class StandardLog implements DeviceLog {
  private enum Level {
    SILENT,
    ERROR,
    VERBOSE
  }

  private final String name;
  private final Level level;

  private StandardLog(String name, Level level) {
    this.name = name;
    this.level = level;
  }

  static StandardLog of(String name, Map<String, String> environment) {
    String wanted = environment.getOrDefault("LOG_LEVEL", "").toLowerCase(Locale.ROOT);
    Level level =
        switch (wanted) {
          case "verbose", "debug" -> Level.VERBOSE;
          case "silent" -> Level.SILENT;
          default -> Level.ERROR;
        };
    return new StandardLog(name, level);
  }

  @Override
  public void error(String message) {
    if (level.compareTo(Level.ERROR) >= 0) {
      print("ERROR", message);
    }
  }

  @Override
  public void verbose(Supplier<String> message) {
    if (level == Level.VERBOSE) {
      print("DEBUG", message.get());
    }
  }

  private void print(String word, String message) {
    LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS);
    System.out.println(word + ": (" + name + ") " + now + " " + message);
  }
}
