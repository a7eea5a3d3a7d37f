package dev.netlab.engine.lifecycle;

import dev.netlab.lab.Lab;
import java.nio.file.Path;

/**
 * A lab and the file that it was read from.
 *
 * @param file the path that it was read from
 * @param text the file's text, kept with the running lab to detect whether it has changed since
 */
public record LabSource(Lab lab, Path file, String text) {}
