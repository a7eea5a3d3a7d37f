package dev.netlab.engine.agent;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Notices when files are deleted (inotify(7)); costs nothing while none is. */
final class FileWatch implements AutoCloseable {
  private final WatchService service = FileSystems.getDefault().newWatchService();
  private final Map<Path, Runnable> watched = new ConcurrentHashMap<>();

  FileWatch() throws IOException {
    Thread.ofPlatform().name("file-watch").daemon().start(this::run);
  }

  /** Runs {@code then} when the file goes; watching a file again replaces what is run. */
  void onDeletion(Path file, Runnable then) throws IOException {
    Path absolute = file.toAbsolutePath();
    watched.put(absolute, then);
    absolute.resolveSibling("").register(service, StandardWatchEventKinds.ENTRY_DELETE);
  }

  private void run() {
    while (true) {
      try {
        WatchKey key = service.take();
        Path directory = (Path) key.watchable();
        for (WatchEvent<?> event : key.pollEvents()) {
          if (event.kind().equals(StandardWatchEventKinds.OVERFLOW)) {
            watched.keySet().stream().filter(Files::notExists).forEach(this::deleted);
          } else {
            deleted(directory.resolve(event.context().toString()));
          }
        }
        key.reset();
      } catch (InterruptedException | ClosedWatchServiceException e) {
        return;
      }
    }
  }

  private void deleted(Path file) {
    Runnable then = watched.get(file);
    if (then != null) {
      then.run();
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
