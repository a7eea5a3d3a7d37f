package dev.netlab.engine.agent;

/** Events as the agent's lines of JSON, for tests that keep some. */
public final class DeviceEventText {
  private DeviceEventText() {}

  /** One line, without its end. */
  public static String write(DeviceEvent event) {
    StringBuilder line = new StringBuilder();
    DeviceEventJson.write(event, line);
    return line.toString().strip();
  }

  /** What was written. */
  public static DeviceEvent read(String line) {
    return DeviceEventJson.read(line);
  }
}
