package dev.netlab.cli;

import dev.netlab.engine.agent.AgentException;
import dev.netlab.engine.agent.AgentStatus;
import dev.netlab.engine.agent.SilentAgentException;
import dev.netlab.engine.site.LabAgent.Condition;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.lab.Count;
import java.util.LinkedHashMap;
import java.util.Map;

/** The condition of a lab's agent, as text for users and as data for programs. */
final class AgentText {
  private static final long MEBIBYTE = 1 << 20;

  private AgentText() {}

  static String line(RunningLab lab, Condition agent) {
    return switch (agent) {
      case Condition.NotNeeded _ -> "none needed";
      case Condition.Running(AgentStatus status) ->
          "process %d, %d MiB, carries %s%s"
              .formatted(
                  status.pid(),
                  status.rssBytes() / MEBIBYTE,
                  Count.of(status.devices().size(), "interface"),
                  status.containers().isEmpty()
                      ? ""
                      : ", supervises " + Count.of(status.containers().size(), "container"));
      case Condition.Dead _ -> "dead; 'netlab up " + lab.name() + "' starts it again";
      case Condition.Silent(SilentAgentException failure) -> String.valueOf(failure.getMessage());
      case Condition.Failing(AgentException failure) -> String.valueOf(failure.getMessage());
    };
  }

  static Map<String, Object> data(Condition agent) {
    Map<String, Object> data = new LinkedHashMap<>();
    switch (agent) {
      case Condition.NotNeeded _ -> data.put("state", "not needed");
      case Condition.Dead _ -> data.put("state", "dead");
      case Condition.Silent(SilentAgentException failure) -> {
        data.put("state", "silent");
        data.put("detail", failure.getMessage());
      }
      case Condition.Failing(AgentException failure) -> {
        data.put("state", "failing");
        data.put("detail", failure.getMessage());
      }
      case Condition.Running(AgentStatus status) -> {
        data.put("state", "running");
        data.put("pid", status.pid());
        data.put("rss", status.rssBytes());
        data.put("devices", status.devices().stream().map(AgentText::device).toList());
      }
    }
    return data;
  }

  private static Map<String, Object> device(AgentStatus.DeviceStatus device) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", device.kind());
    data.put("namespace", device.namespace());
    data.put("interface", device.interfaceName());
    data.put("counters", device.counters());
    return data;
  }
}
