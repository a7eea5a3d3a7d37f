import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies jars so that the JVM's AOT cache can hold them: {@code CacheableJars FROM TO}, two folders.
 *
 * <p>The cache leaves out classes from before Java 6, which have no stack maps (picocli is compiled for Java 5, and its
 * verification is a third of the time that a verb takes to start), and all of a signed jar (BouncyCastle). So such
 * classes get stack maps, and signatures, which nothing here asks for, go. Other jars are copied as they are.
 */
class CacheableJars {
  private static final int JAVA_6 = 50;

  public static void main(String[] folders) throws IOException {
    Path to = Path.of(folders[1]);
    List<Path> jars;
    try (var folder = Files.list(Path.of(folders[0]))) {
      jars = folder.filter(path -> path.toString().endsWith(".jar")).toList();
    }
    URL[] all = new URL[jars.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = jars.get(i).toUri().toURL();
    }
    // Stack maps name the common superclass of two classes, which may be of another jar.
    try (URLClassLoader classes = new URLClassLoader(all)) {
      ClassFile modern =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(classes)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (Path jar : jars) {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
          if (isCacheable(file)) {
            Files.copy(jar, to.resolve(jar.getFileName()));
          } else {
            copy(file, modern, to.resolve(jar.getFileName()));
          }
        }
      }
    }
  }

  private static boolean isCacheable(JarFile jar) throws IOException {
    for (JarEntry entry : Collections.list(jar.entries())) {
      if (isSignature(entry.getName()) || isClass(entry) && version(jar, entry) < JAVA_6) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSignature(String name) {
    return name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
  }

  private static boolean isClass(JarEntry entry) {
    return entry.getName().endsWith(".class");
  }

  private static int version(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] start = in.readNBytes(8);
      return (start[6] & 0xff) << 8 | start[7] & 0xff;
    }
  }

  private static void copy(JarFile jar, ClassFile modern, Path to) throws IOException {
    try (OutputStream file = Files.newOutputStream(to);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (isSignature(entry.getName())) {
          continue;
        }
        ZipEntry copied = new ZipEntry(entry.getName());
        copied.setTime(entry.getTime()); // the same jar from the same jar
        out.putNextEntry(copied);
        try (InputStream in = jar.getInputStream(entry)) {
          if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
            Manifest manifest = new Manifest(in);
            manifest.getEntries().clear(); // the signature's digests
            manifest.write(out);
          } else if (isClass(entry) && version(jar, entry) < JAVA_6) {
            byte[] old = in.readAllBytes();
            out.write(withStackMaps(modern, old));
          } else {
            in.transferTo(out);
          }
        }
      }
    }
  }

  /** As it is if it names classes that are in none of the jars: nothing here uses such a one. */
  private static byte[] withStackMaps(ClassFile modern, byte[] old) {
    try {
      return withStackMaps(modern, modern.parse(old));
    } catch (IllegalArgumentException unknownClass) {
      return old;
    }
  }

  private static byte[] withStackMaps(ClassFile modern, ClassModel old) {
    return modern.build(
        old.thisClass().asSymbol(),
        made -> {
          for (var element : old) {
            switch (element) {
              case ClassFileVersion version -> {}
              // A transform that changes nothing would copy the code as it is; this one writes it anew.
              case MethodModel method ->
                  made.transformMethod(
                      method, MethodTransform.transformingCode((code, part) -> code.with(part)));
              default -> made.with(element);
            }
          }
          made.withVersion(ClassFile.JAVA_8_VERSION, 0);
        });
  }
}
