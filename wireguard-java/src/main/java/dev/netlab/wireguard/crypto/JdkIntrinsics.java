package dev.netlab.wireguard.crypto;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.security.Key;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The two methods of the JDK's ChaCha20-Poly1305 that the JVM has in machine code ({@code
 * implChaCha20Block}, {@code Poly1305.processMultipleBlocks}). They are not public: it takes {@code
 * --add-opens java.base/com.sun.crypto.provider=ALL-UNNAMED} and {@code --add-exports
 * java.base/sun.security.util.math=ALL-UNNAMED}, and another JDK may have others, so {@link
 * #available} tells whether they are there.
 */
final class JdkIntrinsics {
  /** Bytes of room that the key stream's method wants. */
  static final int KEY_STREAM = 1024;

  private static final int LIMBS = 5;

  private record Handles(
      MethodHandle block,
      MethodHandle poly1305,
      MethodHandle init,
      MethodHandle blocks,
      VarHandle sum,
      VarHandle factor,
      MethodHandle limbs) {}

  private static final @Nullable Handles HANDLES = find();

  // Constants, for the compiler to see through them.
  private static final @Nullable MethodHandle BLOCK = HANDLES == null ? null : HANDLES.block;
  private static final @Nullable MethodHandle BLOCKS = HANDLES == null ? null : HANDLES.blocks;

  private final Object poly1305;
  private final long[] sum;
  private final long[] factor;

  /**
   * @throws IllegalStateException unless {@link #available}
   */
  JdkIntrinsics() {
    if (HANDLES == null) {
      throw new IllegalStateException("this JVM does not open the JDK's ChaCha20-Poly1305");
    }
    try {
      poly1305 = HANDLES.poly1305.invoke(false);
      Key zeros = new SecretKeySpec(new byte[Secret.SIZE], "Poly1305");
      HANDLES.init.invoke(poly1305, zeros, null);
      sum = limbs(HANDLES, HANDLES.sum.get(poly1305));
      factor = limbs(HANDLES, HANDLES.factor.get(poly1305));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static long[] limbs(Handles handles, Object number) throws Throwable {
    long[] limbs = (long[]) handles.limbs.invoke(number);
    limbs[0] = 1;
    long[] again = (long[]) handles.limbs.invoke(number);
    if (limbs.length != LIMBS || again[0] != 1) {
      throw new IllegalStateException("its numbers are of another form");
    }
    limbs[0] = 0;
    return limbs;
  }

  static boolean available() {
    return HANDLES != null;
  }

  private static @Nullable Handles find() {
    try {
      Class<?> chaCha20 = Class.forName("com.sun.crypto.provider.ChaCha20Cipher");
      Class<?> poly1305 = Class.forName("com.sun.crypto.provider.Poly1305");
      Class<?> number = Class.forName("sun.security.util.math.IntegerModuloP");
      Class<?> mutable = Class.forName("sun.security.util.math.MutableIntegerModuloP");
      MethodHandles.Lookup here = MethodHandles.lookup();
      MethodHandles.Lookup one = MethodHandles.privateLookupIn(chaCha20, here);
      MethodHandles.Lookup two = MethodHandles.privateLookupIn(poly1305, here);
      MethodType blocks =
          MethodType.methodType(
              void.class, byte[].class, int.class, int.class, long[].class, long[].class);
      return new Handles(
          one.findStatic(
              chaCha20,
              "implChaCha20Block",
              MethodType.methodType(int.class, int[].class, byte[].class)),
          two.findConstructor(poly1305, MethodType.methodType(void.class, boolean.class)),
          two.findVirtual(
              poly1305,
              "engineInit",
              MethodType.methodType(void.class, Key.class, AlgorithmParameterSpec.class)),
          two.findVirtual(poly1305, "processMultipleBlocks", blocks)
              .asType(blocks.insertParameterTypes(0, Object.class)),
          two.findVarHandle(poly1305, "a", mutable),
          two.findVarHandle(poly1305, "r", number),
          here.findVirtual(number, "getLimbs", MethodType.methodType(long[].class)));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /**
   * Writes blocks of key stream (RFC 8439 section 2.3) from the state's counter on, which stays.
   *
   * @param state 16 words
   * @param into {@link #KEY_STREAM} bytes
   * @return how many bytes of it are good: a multiple of 64
   */
  int keyStream(int[] state, byte[] into) {
    if (state.length != 16 || into.length != KEY_STREAM) {
      throw new IndexOutOfBoundsException("a state of 16 words makes 1024 bytes");
    }
    try {
      return (int) Objects.requireNonNull(BLOCK).invokeExact(state, into);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** The limbs of what {@link #authenticate} adds to. */
  long[] accumulator() {
    return sum;
  }

  /** The limbs of what it multiplies by. */
  long[] multiplier() {
    return factor;
  }

  /** Adds blocks of 16 bytes. */
  void authenticate(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length); // the machine code checks nothing
    try {
      Objects.requireNonNull(BLOCKS).invokeExact(poly1305, bytes, offset, length, sum, factor);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(Throwable e) {
    return new IllegalStateException("the JDK's ChaCha20-Poly1305 failed", e);
  }
}
