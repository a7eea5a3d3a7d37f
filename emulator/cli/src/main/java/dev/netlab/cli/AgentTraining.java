package dev.netlab.cli;

import dev.netlab.engine.agent.Agent;
import dev.netlab.engine.agent.AgentClient;
import dev.netlab.engine.agent.AgentFiles;
import dev.netlab.engine.agent.AgentProcess;
import dev.netlab.engine.jvm.JvmCommand;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.LabName;
import dev.netlab.netlink.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Trains the AOT cache of agents. {@code scripts/train} runs it, as it does {@link Training}. It
 * replaces a lab's agent with one that records for the cache, carries what the lab needs, and ends.
 */
final class AgentTraining {
  private static final Duration TO_LISTEN = Duration.ofSeconds(20);

  private AgentTraining() {}

  /**
   * Creates the cache.
   *
   * @param arguments the lab's file, the name to give the lab, the cache to create, and a command
   *     that generates traffic in the lab
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String lab = arguments[1];
    netlab("up", arguments[0], "--name", lab);
    try {
      AgentFiles files = new AgentFiles(new StateDirectory(new LabName(lab)).path());
      end(files);
      Process recording =
          run(
              JvmCommand.command(
                  List.of("-XX:AOTCacheOutput=" + Path.of(arguments[2])),
                  Agent.class,
                  List.of(files.directory().toString())));
      AgentProcess agent = new AgentProcess(ProcessIdentity.of(recording.pid()).orElseThrow());
      try (AgentClient client = AgentClient.connect(files, agent, TO_LISTEN)) {
        client.attach();
        client.startContainers();
        run(List.of(arguments).subList(3, arguments.length)).waitFor();
        client.status();
        client.stop();
      }
      recording.waitFor(); // it writes the cache when it ends
    } finally {
      netlab("down", lab);
    }
  }

  private static void end(AgentFiles files) {
    try (AgentClient client = AgentClient.connect(files)) {
      long pid = client.status().pid();
      client.stop();
      ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    }
  }

  private static Process run(List<String> command) throws IOException {
    return new ProcessBuilder(command).inheritIO().start();
  }

  private static void netlab(String... words) {
    Main.commandLine(Verbs.of(words), System.out, System.err).execute(words);
  }
}
