// The engine without a browser or WebAssembly: jobs as JSON from a file or stdin, answers as JSON on stdout.
//
//   livefig_cli [jobs.json]      { "data": { "digits": "digits.bin" }, "jobs": [ job, … ] }   (job.hpp says what a job
//   is)
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "job.hpp"

namespace {

using namespace livefig;

std::string contents(std::istream& in) { return {std::istreambuf_iterator<char>(in), {}}; }

Json failure(const Error& error) {
  Json result = Json::object();
  Json& told = result.set("error", Json::object());
  told.set("code", phrase(error.code));
  told.set("where", error.where);
  told.set("message", error.message);
  return result;
}

Status provide(const Json& files, DataStore& store) {
  for (const auto& [name, path] : files.members()) {
    std::ifstream file(path.string(), std::ios::binary);
    const std::string bytes = contents(file);
    const std::span<const std::uint8_t> view(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    if (Status given = store.provide(name, view); !given.ok()) return given;
  }
  return {};
}

Result<Json> answers(const std::string& text) {
  const Result<Json> request = Json::parse(text);
  if (!request.ok()) return request.error();
  DataStore store;
  if (const Json* files = request.value().find("data")) {
    if (Status given = provide(*files, store); !given.ok()) return given.error();
  }
  const Json* jobs = request.value().find("jobs");
  if (jobs == nullptr || !jobs->is_array()) return Error{ErrorCode::MissingField, "jobs", "is missing"};
  Json list = Json::array();
  for (const Json& job : jobs->items()) {
    Result<Json> told = native::answer(job, store);
    list.push(told.ok() ? told.take() : failure(told.error()));
  }
  return list;
}

}  // namespace

int main(int count, char** arguments) {
  std::ifstream file;
  if (count > 1) file.open(arguments[1]);
  const livefig::Result<livefig::Json> told = answers(contents(count > 1 ? file : std::cin));
  if (!told.ok()) {
    std::fprintf(stderr, "%s\n", told.error().text().c_str());
    return 1;
  }
  std::puts(told.value().text().c_str());
  return 0;
}
