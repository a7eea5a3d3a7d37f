package dev.netlab.engine.lifecycle;

import dev.netlab.engine.state.StateRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a lab could leave behind on a host. Of what other programs change all the time (processes,
 * sockets, mounts, names of namespaces) it holds what has the lab's name in it.
 *
 * @param facts by what they are about
 */
record HostSnapshot(Map<String, String> facts) {
  static HostSnapshot of(String lab) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("links", print("ip", "-o", "-br", "link", "show"));
    facts.put("routes", print("ip", "route", "show", "table", "all"));
    facts.put("rules", print("ip", "rule", "show"));
    facts.put("nft tables", print("nft", "list", "ruleset"));
    facts.put("sysctls", print("sysctl", "-a", "--pattern", "^net\\.(ipv4|ipv6)\\.conf"));
    facts.put("namespaces", entries(Path.of("/run/netns"), lab));
    facts.put("state", entries(StateRoot.PATH, lab));
    facts.put("mounts", mounts(lab));
    facts.put("cgroups", entries(Path.of("/sys/fs/cgroup"), lab));
    facts.put("cgroups of processes", entries(Path.of("/sys/fs/cgroup/pids"), lab));
    facts.put("unix sockets", lines(Path.of("/proc/net/unix"), lab));
    facts.put("processes", processes(lab));
    return new HostSnapshot(facts);
  }

  /** In whichever mount namespace they are: those of containers are in their own. */
  private static String mounts(String lab) {
    Map<String, Path> namespaces = new TreeMap<>();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      for (ProcessHandle process : all.toList()) {
        Path directory = Path.of("/proc", Long.toString(process.pid()));
        try {
          Path namespace = Files.readSymbolicLink(directory.resolve("ns/mnt"));
          namespaces.put(namespace.toString(), directory.resolve("mountinfo"));
        } catch (IOException ended) {
          // It has no mounts any more.
        }
      }
    }
    return namespaces.values().stream()
        .map(mountinfo -> lines(mountinfo, lab))
        .filter(lines -> !lines.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String processes(String lab) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return String.join(
          "\n",
          all.filter(p -> p.pid() != ProcessHandle.current().pid())
              .map(HostSnapshot::commandLine)
              .flatMap(Optional::stream)
              .filter(line -> line.contains(lab))
              .sorted()
              .toList());
    }
  }

  private static Optional<String> commandLine(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return Optional.of(Files.readString(file).replace('\0', ' '));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  private static String entries(Path folder, String lab) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<String> names = entries.map(e -> e.getFileName().toString()).sorted().toList();
      return String.join("\n", names.stream().filter(name -> name.contains(lab)).toList());
    } catch (IOException none) {
      return "";
    }
  }

  private static String lines(Path file, String lab) {
    try (Stream<String> lines = Files.lines(file)) {
      return String.join("\n", lines.filter(line -> line.contains(lab)).toList());
    } catch (IOException | UncheckedIOException ended) {
      return "";
    }
  }

  private static String print(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
