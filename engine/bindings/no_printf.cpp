// Keeps printf out of the module. Embind's name of a type that was never bound is printed, and the linker keeps all
// that printing takes before it is seen that nobody asks for one (unused_types.js): the code goes again, its tables
// stay.
extern "C" int siprintf(char*, const char*, ...);  // what the compiler makes of an sprintf without floats

int siprintf(char*, const char*, ...) { __builtin_trap(); }
