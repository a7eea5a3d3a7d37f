/**
 * Existing, named network namespaces: how to enter them, what they contain, and what can be changed
 * while they run. Start at {@link dev.netlab.engine.site.Site}. {@link
 * dev.netlab.engine.site.RunningLab} is a lab that is up.
 */
@NullMarked
package dev.netlab.engine.site;

import org.jspecify.annotations.NullMarked;
