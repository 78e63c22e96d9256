// Lists of JSON numbers as the typed arrays that the engine takes.
#include "given_arrays.hpp"

#include <algorithm>

namespace livefig::native {
namespace {

template <class T>
std::vector<T> numbers(const Json* list) {
  std::vector<T> values;
  if (list == nullptr) return values;
  values.reserve(list->items().size());
  for (const Json& item : list->items()) values.push_back(static_cast<T>(item.number()));
  return values;
}

bool is_array_member(const Json::Member& member) {
  return member.first == "inputs" || member.first == "targets" || member.first == "validation";
}

}  // namespace

void GivenArrays::Side::read(const Json& from, bool classified) {
  inputs = numbers<float>(from.find("inputs"));
  if (classified) {
    classes = numbers<std::int32_t>(from.find("targets"));
  } else {
    values = numbers<float>(from.find("targets"));
  }
}

GivenArrays::GivenArrays(Json& program) {
  Json* data = program.find("data");
  if (data == nullptr || data->find("inputs") == nullptr) return;
  given_ = true;
  const Json* loss = program.find("loss");
  const Json* type = loss == nullptr ? nullptr : loss->find("type");
  const bool classified = type == nullptr || type->string() == "CrossEntropyLoss";
  training_.read(*data, classified);
  if (const Json* validation = data->find("validation")) validation_.read(*validation, classified);
  std::erase_if(data->members(), is_array_member);
}

const CallerArrays* GivenArrays::get() {
  if (!given_) return nullptr;
  view_ = {training_.view(), validation_.view()};
  return &view_;
}

}  // namespace livefig::native
