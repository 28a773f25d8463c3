namespace Storm;

/// <summary>Randomness that a seed replays, the same on every machine. Each concern has its own, so that one more draw in one changes nothing in another.</summary>
public sealed class Dice
{
    private readonly ulong _seed;
    private ulong _state;

    public Dice(ulong seed) => _state = _seed = seed;

    /// <summary>Another stream of the same seed.</summary>
    public Dice Fork(ulong concern) => new(Mix(_seed + (concern * 0xD1342543DE82EF95)));

    /// <summary>0 up to, not including, 1.</summary>
    public double Next() => (Mix(_state += 0x9E3779B97F4A7C15) >> 11) * (1.0 / (1ul << 53));

    /// <summary>0 up to, not including, <paramref name="below"/>.</summary>
    public int Below(int below) => (int)(Next() * below);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Chance(double probability) => Next() < probability;

    public T Of<T>(params ReadOnlySpan<T> all) => all[Below(all.Length)];

    public TimeSpan Seconds(double least, double most) => TimeSpan.FromSeconds(least + (Next() * (most - least)));

    /// <summary>One of the weighted choices.</summary>
    public T Weighted<T>(params ReadOnlySpan<(double Weight, T Choice)> choices)
    {
        var total = 0.0;
        foreach (var (weight, _) in choices)
        {
            total += weight;
        }

        var at = Next() * total;
        foreach (var (weight, choice) in choices)
        {
            if ((at -= weight) < 0)
            {
                return choice;
            }
        }

        return choices[^1].Choice;
    }

    // The finalizer of SplitMix64 (public domain).
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
