package dev.netlab.insight.trace.collect;

import dev.netlab.netlink.tracefs.TraceOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which offloads of a lab are off, and for whom. As text, a line each: {@code for
 * netlab-LAB-PID-STARTTIME} and {@code off NODE INTERFACE FEATURE...}.
 *
 * @param users the traces that want them off; those that were killed too, until another notices
 * @param off what must be switched on again when the last of them has ended
 */
record OffloadsRecord(List<TraceOwner> users, List<Off> off) {
  static final OffloadsRecord NONE = new OffloadsRecord(List.of(), List.of());

  OffloadsRecord {
    users = List.copyOf(users);
    off = List.copyOf(off);
  }

  /** Features of one interface that were on. */
  record Off(String node, String interfaceName, Set<String> features) {
    Off {
      features = Set.copyOf(features);
    }

    private String line() {
      return "off %s %s %s"
          .formatted(node, interfaceName, String.join(" ", new TreeSet<>(features)));
    }
  }

  OffloadsRecord withoutEnded() {
    return new OffloadsRecord(users.stream().filter(TraceOwner::isAlive).toList(), off);
  }

  OffloadsRecord without(TraceOwner user) {
    return new OffloadsRecord(users.stream().filter(each -> !each.equals(user)).toList(), off);
  }

  OffloadsRecord with(TraceOwner user, List<Off> more) {
    return new OffloadsRecord(plus(users, List.of(user)), plus(off, more));
  }

  private static <T> List<T> plus(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /** How many interfaces have something off. */
  int interfaces() {
    return (int)
        off.stream().map(each -> each.node() + " " + each.interfaceName()).distinct().count();
  }

  String text() {
    return Stream.concat(
            users.stream().map(user -> "for " + user.instance()), off.stream().map(Off::line))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  static OffloadsRecord parse(String text) {
    List<TraceOwner> users = new ArrayList<>();
    List<Off> off = new ArrayList<>();
    for (String line : text.lines().toList()) {
      List<String> words = List.of(line.split(" ", -1));
      if (words.getFirst().equals("for")) {
        users.add(TraceOwner.of(words.get(1)).orElseThrow());
      } else {
        off.add(new Off(words.get(1), words.get(2), Set.copyOf(words.subList(3, words.size()))));
      }
    }
    return new OffloadsRecord(users, off);
  }
}
