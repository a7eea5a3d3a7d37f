package dev.netlab.insight.snapshot;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.ip.MacAddress;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.Prefix;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.Rule;
import dev.netlab.netlink.wire.Attributes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON's values, and back. What iproute2 has words for is in its words; the rest is an
 * object of a record's components, without those that are empty, zero or false. Where a component
 * is a sealed interface, {@code is} names the record. Netlink attributes are left out.
 */
public final class RecordJson {
  private static final String TYPE = "is";

  /** How values are read that are one text. */
  private static final Map<Class<?>, Function<String, Object>> TEXTS =
      Map.ofEntries(
          Map.entry(InetAddress.class, text -> IpAddress.parse(text).toInetAddress()),
          Map.entry(IpAddress.class, IpAddress::parse),
          Map.entry(IpPrefix.class, IpPrefix::parse),
          Map.entry(Prefix.class, Prefix::parse),
          Map.entry(MacAddress.class, MacAddress::parse),
          Map.entry(Duration.class, Duration::parse),
          Map.entry(ByteBuffer.class, text -> ByteBuffer.wrap(HexFormat.of().parseHex(text))),
          Map.entry(Route.class, Route::parse),
          Map.entry(Rule.class, Rule::parse),
          Map.entry(Address.class, Address::parse),
          Map.entry(Neighbour.class, Neighbour::parse),
          Map.entry(FdbEntry.class, FdbEntry::parse));

  /** What is left out of an object. */
  private static final Set<Object> EMPTY = Set.of("", 0, 0L, false, List.of());

  private RecordJson() {}

  /** Strings, numbers, booleans, lists and maps; null for what is left out. */
  public static @Nullable Object write(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Optional<?> optional -> write(optional.orElse(null));
      case Set<?> set -> set.stream().map(String::valueOf).sorted().toList();
      case Collection<?> all -> all.stream().map(RecordJson::write).toList();
      case Map<?, ?> map -> map;
      case InetAddress address -> IpAddress.of(address).toString();
      case Enum<?> constant -> constant.name();
      case Attributes _ -> null;
      case Record record when isOneText(record) -> record.toString();
      case Record record -> object(record);
      case Duration time -> time.toString();
      case ByteBuffer bytes -> hex(bytes);
      default -> value;
    };
  }

  private static String hex(ByteBuffer bytes) {
    byte[] all = new byte[bytes.remaining()];
    bytes.duplicate().get(all);
    return HexFormat.of().formatHex(all);
  }

  /** Whether its text says all of it. */
  private static boolean isOneText(Record record) {
    Function<String, Object> reader = TEXTS.get(record.getClass());
    try {
      return reader != null && reader.apply(record.toString()).equals(record);
    } catch (IllegalArgumentException notSaid) {
      return false;
    }
  }

  private static Map<String, Object> object(Record record) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (Arrays.stream(record.getClass().getInterfaces()).anyMatch(Class::isSealed)) {
      object.put(TYPE, record.getClass().getSimpleName());
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = write(get(record, component));
      if (value != null && !EMPTY.contains(value)) {
        object.put(component.getName(), value);
      }
    }
    return object;
  }

  private static @Nullable Object get(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of that type that was written so. */
  public static <T> T read(Class<T> type, Object json) {
    return Objects.requireNonNull(type.cast(value(type, json)));
  }

  private static @Nullable Object value(Type type, @Nullable Object json) {
    if (type instanceof ParameterizedType generic) {
      Type of = generic.getActualTypeArguments()[0];
      List<Object> all = new ArrayList<>();
      if (generic.getRawType() == Optional.class) {
        return Optional.ofNullable(value(of, json));
      }
      if (json instanceof List<?> list) {
        list.forEach(each -> all.add(value(of, each)));
      }
      return generic.getRawType() == Set.class ? new HashSet<>(all) : all;
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted == boolean.class) {
      return json != null && (boolean) json;
    }
    if (wanted == int.class || wanted == long.class) {
      Number number = json == null ? 0 : (Number) json;
      return wanted == int.class ? (Object) number.intValue() : (Object) number.longValue();
    }
    if (wanted == String.class) {
      return json == null ? "" : json;
    }
    if (wanted == ByteBuffer.class && json == null) {
      return ByteBuffer.allocate(0);
    }
    if (wanted == Attributes.class) {
      return Attributes.NONE;
    }
    if (json == null) {
      return null;
    }
    if (wanted.isEnum()) {
      return Arrays.stream(wanted.getEnumConstants())
          .filter(constant -> ((Enum<?>) constant).name().equals(json))
          .findFirst()
          .orElseThrow();
    }
    return json instanceof String text && TEXTS.containsKey(wanted)
        ? TEXTS.get(wanted).apply(text)
        : record(wanted, (Map<?, ?>) json);
  }

  private static Object record(Class<?> type, Map<?, ?> json) {
    Class<?> one =
        Stream.concat(Stream.of(type), permitted(type))
            .filter(Class::isRecord)
            .filter(c -> !json.containsKey(TYPE) || c.getSimpleName().equals(json.get(TYPE)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(type + " has no " + json.get(TYPE)));
    RecordComponent[] components = one.getRecordComponents();
    try {
      var constructor =
          one.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(
          Arrays.stream(components)
              .map(c -> value(c.getGenericType(), json.get(c.getName())))
              .toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Class<?>> permitted(Class<?> type) {
    return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()) : Stream.of();
  }
}
