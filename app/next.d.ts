/** Types of what Next bundles besides code (style modules), known also before the first build. */
/// <reference types="next" />
