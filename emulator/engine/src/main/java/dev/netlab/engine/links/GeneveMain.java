package dev.netlab.engine.links;

import dev.netlab.engine.jvm.FatalThreads;
import dev.netlab.engine.jvm.JvmCommand;
import dev.netlab.lab.PrintableText;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * {@code netlab geneve [-f] IFNAME id N remote A [dstport P] ...}: a GENEVE interface of the
 * calling namespace, in the words of {@code ip link add ... type geneve}. It returns when the
 * interface is there and goes on in the background, or stays with {@code -f}; it ends with the
 * interface, and the interface with it unless it was there before.
 */
public final class GeneveMain {
  private static final String READY = "ready";

  private GeneveMain() {}

  public static void main(String... arguments) {
    System.exit(run(List.of(arguments)));
  }

  /** Returns the exit status: 0, 2 for wrong arguments, 4 where the kernel refused. */
  public static int run(List<String> arguments) {
    List<String> words = new ArrayList<>(arguments);
    boolean foreground = words.remove("-f");
    if (words.isEmpty()) {
      System.err.println("usage: netlab geneve [-f] IFNAME id N remote ADDRESS [dstport PORT] ...");
      return 2;
    }
    try {
      String name = words.getFirst();
      GeneveTunnel tunnel = GeneveArguments.parse(words.subList(1, words.size()));
      FatalThreads.install(System.err::println);
      return foreground ? serve(name, tunnel) : background(words);
    } catch (IllegalArgumentException e) {
      print(String.valueOf(e.getMessage()));
      return 2;
    } catch (KernelException e) {
      print(String.valueOf(e.getMessage()));
      return 4;
    } catch (IOException e) {
      print("start in the background: " + e.getMessage());
      return 3;
    }
  }

  private static void print(String words) {
    System.err.println(PrintableText.lines("netlab: " + words));
  }

  private static int serve(String name, GeneveTunnel tunnel) {
    try (Namespace here = Namespace.current();
        Datapath datapath = new Datapath()) {
      GeneveDevice device = datapath.open(here, name, tunnel);
      System.out.println(READY);
      device.ended().join();
      return 0;
    } catch (CompletionException e) {
      print("geneve device " + name + " is gone");
      return 0;
    }
  }

  /** The same again with -f in a session of its own, until it says that it is ready. */
  private static int background(List<String> words) throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    List<String> arguments = new ArrayList<>(List.of("-f"));
    arguments.addAll(words);
    command.addAll(JvmCommand.command(List.of("-Xmx32m"), GeneveMain.class, arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return READY.equals(said.readLine()) ? 0 : process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
