package dev.netlab.lab;

import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.Rule;
import dev.netlab.packet.filter.PacketExpression;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A condition of a {@link Fact}: one record for each row of the table of conditions in
 * docs/lab-file.md.
 */
public sealed interface Condition {

  /** The place where it is written. */
  Location at();

  /** {@code prints}: the scenario's command printed it. */
  record Prints(String text, Location at) implements Condition {}

  /** {@code exit}: the scenario's command exited with that status. */
  record Exit(int status, Location at) implements Condition {}

  /**
   * {@code command}: another command, run after the scenario's, printed the text and exited with
   * the status.
   */
  record Command(ScenarioCommand run, Optional<String> prints, OptionalInt exit, Location at)
      implements Condition {}

  /** {@code address}: the interface has the address in the kernel. */
  record HasAddress(String node, String interfaceName, Written<Address> address, Location at)
      implements Condition {}

  /** {@code route}: the kernel has a route with everything that is written. */
  record HasRoute(String node, Written<Route> route, Location at) implements Condition {}

  /** {@code rule}: the kernel has a rule with everything that is written. */
  record HasRule(String node, Written<Rule> rule, Location at) implements Condition {}

  /** {@code neighbour}: the kernel has a neighbour entry with everything that is written. */
  record HasNeighbour(String node, Written<Neighbour> neighbour, Location at)
      implements Condition {}

  /** {@code fdb}: the kernel has an FDB entry with everything that is written. */
  record HasFdb(String node, Written<FdbEntry> entry, Location at) implements Condition {}

  /** {@code lookup}: for that packet, the kernel would use a route like {@code by}. */
  record Lookup(
      String node,
      InetAddress destination,
      Optional<InetAddress> from,
      Optional<String> iif,
      OptionalLong mark,
      Written<Route> by,
      Location at)
      implements Condition {}

  /**
   * {@code link}: the interface is of that kind and has these parameters.
   *
   * @param parameters words of {@code ip -d link} with their values, which may be variables
   */
  record HasLink(
      String node, String interfaceName, String kind, List<Parameter> parameters, Location at)
      implements Condition {
    public HasLink {
      parameters = List.copyOf(parameters);
    }
  }

  /** A word of {@code ip -d link} and its value, which may be a variable ({@code $name}). */
  record Parameter(String word, String value) {}

  /**
   * {@code nft}: the kernel of the node has the rule in that table.
   *
   * @param rule as {@code nft list ruleset} prints it
   * @param matched a packet that matched the rule
   */
  record NftRule(
      String node, String table, String rule, Optional<PacketExpression> matched, Location at)
      implements Condition {}

  /**
   * {@code trace}: one packet of another command, run after the scenario's, entered and left nodes
   * as described.
   *
   * @param summary rows of the packet's summary, in this order; other rows may be between them
   */
  record Traced(ScenarioCommand run, List<ExpectedPacket> summary, Location at)
      implements Condition {
    public Traced {
      summary = List.copyOf(summary);
    }
  }

  /**
   * {@code hooks}: the packet passed exactly these netfilter hooks in the node, in this order.
   *
   * @param packet as it was at one of them
   */
  record Hooks(String node, PacketExpression packet, List<Hook> pass, Location at)
      implements Condition {
    public Hooks {
      pass = List.copyOf(pass);
    }
  }

  /**
   * {@code conntrack}: the node's kernel tracked a connection with both tuples.
   *
   * @param original {@code A > B}
   * @param reply {@code C > D}
   * @param zone if empty, any zone
   */
  record Conntrack(
      String node, String protocol, String original, String reply, OptionalInt zone, Location at)
      implements Condition {}

  /**
   * {@code connection-events}: the kernel of the node reported these events of one connection, in
   * this order.
   *
   * @param original {@code A > B}
   * @param states the event and the state that it led to: {@code UPDATE ESTABLISHED ASSURED}
   */
  record ConnectionEvents(
      String node, String protocol, String original, List<String> states, Location at)
      implements Condition {
    public ConnectionEvents {
      states = List.copyOf(states);
    }
  }

  /** {@code packet}: the packet was seen there. */
  record Seen(ExpectedPacket sighting, Location at) implements Condition {}

  /** {@code absent}: no such packet was seen there. */
  record Absent(ExpectedPacket sighting, Location at) implements Condition {}

  /** {@code same}: the same frame was seen at each of the points, in this order. */
  record Same(PacketExpression packet, List<Located<CapturePoint>> points, Location at)
      implements Condition {
    public Same {
      points = List.copyOf(points);
    }
  }

  /** {@code path}: these packets were seen in this order. */
  record Path(List<ExpectedPacket> sightings, Location at) implements Condition {
    public Path {
      sightings = List.copyOf(sightings);
    }
  }

  /** {@code hidden}: no 8 consecutive bytes of the packet can be read at any of the points. */
  record Hidden(ExpectedPacket sighting, List<Located<CapturePoint>> from, Location at)
      implements Condition {
    public Hidden {
      from = List.copyOf(from);
    }
  }

  /**
   * {@code differ}: the values of the variables are all different.
   *
   * @param variables with the leading {@code $}
   */
  record Differ(List<String> variables, Location at) implements Condition {
    public Differ {
      variables = List.copyOf(variables);
    }
  }
}
