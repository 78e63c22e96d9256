import "livefig/react";
import { useEffect, useRef, useState } from "react";

export function Lesson() {
  const figure = useRef(null);
  const [step, setStep] = useState(0);
  const [dark, setDark] = useState(false);

  useEffect(() => {
    const told = ({ detail }) => setStep(detail.step);
    figure.current.addEventListener("livefig:step", told);
    return () => figure.current?.removeEventListener("livefig:step", told);
  }, []);

  useEffect(() => {
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
  }, [dark]);

  return (
    <main>
      <h1>Two moons</h1>
      <p>A small network has to tell two classes apart. It has trained for {step} steps.</p>
      <live-figure ref={figure} src="figures/01-first.json" />
      <p>
        The next one <em>forgets</em> a share of its units in every step.
      </p>
      <live-figure src="figures/04-dropout.json" seed={7} />
      <button onClick={() => setDark(!dark)}>Dark</button>
    </main>
  );
}
