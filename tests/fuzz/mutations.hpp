// What is done to good inputs so that they are bad ones, or almost.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "dice.hpp"

namespace livefig::fuzz {

/// Breaks one place of a program: another type, a value out of range, a field too few or too many.
void break_one_place(Json& program, Dice& dice);

/// Cuts, flips, repeats and replaces bytes of a text.
std::string mutated_text(std::string text, Dice& dice);

using Bytes = std::vector<std::uint8_t>;

/// Of two checkpoints of other programs or states: one cut off, altered, spliced or taken whole; half of them are given
/// the right length and checksum again, as somebody with the source could.
Bytes mutated_checkpoint(const Bytes& own, const Bytes& other, Dice& dice);

}  // namespace livefig::fuzz
