package dev.netlab.engine.lifecycle;

import dev.netlab.ip.MacAddress;
import dev.netlab.lab.Attachment;
import dev.netlab.lab.Backend;
import dev.netlab.lab.Location;
import dev.netlab.lab.WireGuardKey;
import dev.netlab.lab.Written;
import dev.netlab.lab.plan.Device;
import dev.netlab.lab.plan.Step;
import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.netlink.rtnetlink.LinkSettings;
import dev.netlab.netlink.rtnetlink.Prefix;
import dev.netlab.netlink.rtnetlink.Probability;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Steps that differ from a step in one field, however deep in it. */
final class StepVariants {
  static final List<String> NODES = List.of("gw-a", "gw_a");

  /** Interfaces that both nodes have. */
  private static final List<String> INTERFACES =
      List.of("~#?[x]!", "a=b^,", "p0", "p1", "br0", "br1", "br2", "v0", "t#0", "wg#0");

  /** Records whose fields are said as one word. */
  private static final Set<String> LEAVES = Set.of("WireGuardKey", "MacAddress", "Probability");

  private final Set<Class<?>> kinds = new LinkedHashSet<>();
  private final Set<String> empty = new TreeSet<>();
  private final Set<String> set = new TreeSet<>();

  /**
   * A step with one field changed.
   *
   * @param field as {@code AddLink:Tap.node}, or {@code AddRoute Route.mtu} of what is in the step
   */
  record Variant(String field, Step step) {}

  /** A value with one field of it changed. */
  private record Changed(String field, Object value) {}

  /** The classes of all steps that were asked for, and of what they consist of. */
  Set<Class<?>> kinds() {
    return kinds;
  }

  /** Fields that were empty in every step. */
  Set<String> neverSet() {
    Set<String> never = new TreeSet<>(empty);
    never.removeAll(set);
    return never;
  }

  /** The step with the words in which its own record prints what it adds. */
  static Step reworded(Step step) {
    return switch (step) {
      case Step.AddAddress s -> new Step.AddAddress(s.node(), s.device(), reworded(s.address()));
      case Step.AddRoute s -> new Step.AddRoute(s.node(), reworded(s.route()));
      case Step.AddRule s -> new Step.AddRule(s.node(), reworded(s.rule()));
      case Step.AddNeighbour s -> new Step.AddNeighbour(s.node(), reworded(s.neighbour()));
      case Step.AddFdb s -> new Step.AddFdb(s.node(), reworded(s.entry()));
      default -> step;
    };
  }

  private static <T> Written<T> reworded(Written<T> written) {
    return new Written<>(written.value(), String.valueOf(written.value()), written.at());
  }

  /** All variants of a step. */
  List<Variant> of(Step step) {
    return changes(kind(step), step).stream()
        .map(changed -> new Variant(changed.field(), (Step) changed.value()))
        .toList();
  }

  /** The classes that a sealed interface permits. */
  static List<Class<?>> kindsOf(Class<?> sealed) {
    return List.of(sealed.getPermittedSubclasses());
  }

  /** Steps by which both nodes have all the interfaces. */
  static List<Step.AddLink> links() {
    List<Step.AddLink> links = new ArrayList<>();
    for (String node : NODES) {
      for (String name : INTERFACES) {
        links.add(
            new Step.AddLink(
                node,
                new Device.Kernel(new LinkKind.Dummy()),
                LinkSettings.of(name).withIndex(100 + links.size()),
                Location.of("lab.yaml")));
      }
    }
    return links;
  }

  /** Steps by which each of the interfaces is a tunnel with a key of its own. */
  static List<Step.ConfigureWireGuard> tunnels() {
    return links().stream()
        .map(
            link ->
                new Step.ConfigureWireGuard(
                    link.node(),
                    link.settings().name(),
                    Step.Carrier.KERNEL,
                    new Attachment.WireGuard(
                        OptionalInt.empty(),
                        WireGuardKey.parse(key(link.settings().index())),
                        0,
                        List.of(),
                        Backend.KERNEL),
                    link.at()))
        .toList();
  }

  private static String key(int number) {
    byte[] bytes = new byte[32];
    bytes[1] = (byte) number;
    return Base64.getEncoder().encodeToString(bytes);
  }

  private List<Changed> changes(String field, @Nullable Object value) {
    boolean isEmpty =
        value == null
            || value.equals(Optional.empty())
            || value.equals(OptionalInt.empty())
            || value.equals(List.of())
            || value.equals(Map.of());
    (isEmpty ? empty : set).add(field.replaceFirst(":\\w+", ""));
    return switch (value) {
      case null -> List.of();
      case Location _ -> List.of(); // where it is written is not what is done
      case Written<?> written -> rewritten(field, written);
      case String text -> List.of(new Changed(field, other(text)));
      case Boolean is -> List.of(new Changed(field, !is));
      case Integer number -> List.of(new Changed(field, other(field, number)));
      case Long number -> List.of(new Changed(field, number + 1_000_000));
      case Duration time -> List.of(new Changed(field, time.plusSeconds(1)));
      case InetAddress address -> List.of(new Changed(field, other(address)));
      case InetSocketAddress end ->
          List.of(
              new Changed(field, new InetSocketAddress(other(end.getAddress()), end.getPort())),
              new Changed(field, new InetSocketAddress(end.getAddress(), end.getPort() + 1)));
      case Enum<?> constant ->
          Arrays.stream(constant.getDeclaringClass().getEnumConstants())
              .filter(each -> each != constant)
              .map(each -> new Changed(field, each))
              .toList();
      case Optional<?> optional ->
          optional.isEmpty()
              ? List.of()
              : with(
                  new Changed(field, Optional.empty()),
                  changes(field, optional.get()).stream()
                      .map(each -> new Changed(each.field(), Optional.of(each.value())))
                      .toList());
      case OptionalInt number ->
          number.isEmpty()
              ? List.of()
              : List.of(
                  new Changed(field, OptionalInt.empty()),
                  new Changed(field, OptionalInt.of(number.getAsInt() + 1)));
      case OptionalLong number ->
          List.of(new Changed(field, OptionalLong.of(number.orElse(0) + 1)));
      case List<?> list -> changes(field, list);
      case Map<?, ?> map -> changes(field, map);
      case Record part -> changes(field, part);
      default -> throw new IllegalArgumentException(field + ": " + value.getClass());
    };
  }

  private List<Changed> changes(String field, List<?> list) {
    List<Changed> changed = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      int at = i;
      List<Object> shorter = new ArrayList<>(list);
      shorter.remove(at);
      changed.add(new Changed(field, shorter));
      changes(field, list.get(at))
          .forEach(
              each -> {
                List<Object> other = new ArrayList<>(list);
                other.set(at, each.value());
                changed.add(new Changed(each.field(), other));
              });
    }
    return changed;
  }

  private List<Changed> changes(String field, Map<?, ?> map) {
    List<Changed> changed = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Map<Object, Object> other = new LinkedHashMap<>(map);
      other.put(entry.getKey(), entry.getValue() + "1");
      changed.add(new Changed(field, other));
      Map<Object, Object> shorter = new LinkedHashMap<>(map);
      shorter.remove(entry.getKey());
      changed.add(new Changed(field, shorter));
    }
    return changed;
  }

  /** In words of its own, as its record prints it. */
  private List<Changed> rewritten(String field, Written<?> written) {
    return changes(field, written.value()).stream()
        .map(
            each ->
                new Changed(each.field(), reworded(new Written<>(each.value(), "", written.at()))))
        .toList();
  }

  private List<Changed> changes(String field, Record part) {
    Class<?> type = part.getClass();
    kinds.add(type);
    if (LEAVES.contains(type.getSimpleName())) {
      return List.of(new Changed(field, otherWord(part)));
    }
    if (part instanceof Prefix block && block.isAll()) {
      return List.of(new Changed(field, Prefix.parse(block.cidr().replace("/0", "/1"))));
    }
    RecordComponent[] components = type.getRecordComponents();
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      values.add(get(part, component));
    }
    List<Changed> changed = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      int at = i;
      changes(name(field, part, components[at]), values.get(at))
          .forEach(
              each -> {
                List<@Nullable Object> other = new ArrayList<>(values);
                other.set(at, each.value());
                changed.add(new Changed(each.field(), make(type, components, other)));
              });
    }
    return changed;
  }

  /** One for each way that a step is done. */
  private static String kind(Step step) {
    return switch (step) {
      case Step.AddLink link -> "AddLink:" + link.device().getClass().getSimpleName();
      case Step.ConfigureWireGuard tunnel -> "ConfigureWireGuard:" + tunnel.carrier();
      default -> step.getClass().getSimpleName();
    };
  }

  private static String name(String above, Record part, RecordComponent component) {
    String step = above.split("[. ]", 2)[0];
    String type = part.getClass().getSimpleName();
    return step + (part instanceof Step ? "." : " " + type + ".") + component.getName();
  }

  private static List<Changed> with(Changed first, List<Changed> more) {
    List<Changed> all = new ArrayList<>(List.of(first));
    all.addAll(more);
    return all;
  }

  /** Another node or interface, where it is the name of one. */
  private static String other(String text) {
    if (NODES.contains(text)) {
      return NODES.get(1 - NODES.indexOf(text));
    }
    if (INTERFACES.contains(text) || text.isEmpty()) {
      return text.equals("p0") ? "p1" : "p0";
    }
    return text + "1";
  }

  /** Numbers that stand for words are changed into another such. */
  private static int other(String field, int number) {
    return switch (field) {
      case "AddRoute Route.type", "AddRule Rule.action" -> number == 7 ? 8 : 7;
      default -> field.endsWith(".length") && number > 0 ? number - 1 : number + 1;
    };
  }

  private static InetAddress other(InetAddress address) {
    byte[] bytes = address.getAddress();
    bytes[bytes.length - 1] ^= 0x40;
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Object otherWord(Record word) {
    return switch (word) {
      case WireGuardKey _ ->
          WireGuardKey.parse("4CbWwGWOnAvSTDnNSyRSGXxHLOBxQ8b5kdsRq1iOBHA=").orElseThrow();
      case MacAddress _ -> MacAddress.parse("02:77:00:00:00:77");
      case Probability _ -> Probability.parse("7%");
      default -> throw new IllegalArgumentException(word.getClass().getName());
    };
  }

  private static @Nullable Object get(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object make(
      Class<?> type, RecordComponent[] components, List<@Nullable Object> values) {
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(type.getSimpleName() + " of " + values, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
