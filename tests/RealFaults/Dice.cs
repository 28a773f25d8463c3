namespace RealFaults;

/// <summary>Chance by a seed. Processes run on the world's time, so a seed chooses what is done, and not when it meets what.</summary>
internal sealed class Dice(int seed)
{
#pragma warning disable CA5394 // Nothing here is a secret.
    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();

    public bool Chance(double share) => Next() < share;

    public TimeSpan Seconds(double from, double to) => TimeSpan.FromSeconds(from + (Next() * (to - from)));

    public int Below(int count) => (int)(Next() * count);

    private double Next()
    {
        lock (_gate)
        {
            return _random.NextDouble();
        }
    }
#pragma warning restore CA5394
}
