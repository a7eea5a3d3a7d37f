package dev.netlab.kubernetes;

import dev.netlab.nft.policy.Origin;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.function.Function;

/**
 * An object and its position in a file.
 *
 * @param <T> the kind of object
 */
public final class Sourced<T extends HasMetadata> {
  private static final String DEFAULT = "default";
  private final T object;
  private final Function<Object[], Origin> places;

  Sourced(T object, Function<Object[], Origin> places) {
    this.object = object;
    this.places = places;
  }

  /** An object that was not read from a file; all its fields share one position. */
  public static <T extends HasMetadata> Sourced<T> at(Origin origin, T object) {
    return new Sourced<>(object, _ -> origin);
  }

  public T object() {
    return object;
  }

  /**
   * The position of a field, or of the enclosing object if the field is not written.
   *
   * @param path field names and list indexes: {@code "spec", "ports", 0}
   */
  public Origin at(Object... path) {
    return places.apply(path);
  }

  /** The namespace; {@code default} if none is written. */
  public String namespace() {
    String namespace = object.getMetadata().getNamespace();
    return namespace == null || namespace.isEmpty() ? DEFAULT : namespace;
  }

  public String name() {
    return object.getMetadata().getName();
  }

  /** {@code NAMESPACE/NAME}. */
  public String id() {
    return namespace() + "/" + name();
  }
}
