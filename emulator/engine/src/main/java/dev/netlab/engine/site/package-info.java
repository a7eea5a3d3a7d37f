/**
 * Network namespaces that are there, under names: how they are entered, what they hold, and what
 * can be changed of them while they run. Start at {@link dev.netlab.engine.site.Site}; {@link
 * dev.netlab.engine.site.RunningLab} is a lab that is up.
 */
@NullMarked
package dev.netlab.engine.site;

import org.jspecify.annotations.NullMarked;
