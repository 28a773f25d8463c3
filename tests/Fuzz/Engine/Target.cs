namespace Fuzz.Engine;

/// <summary>Something that is given whatever can be given to it, and what must be so whatever it was given.</summary>
public interface ITarget
{
    string Name { get; }

    /// <summary>One input, made of the seed alone. Null: as it must be; else what was not, with the smallest input that shows it.</summary>
    Failure? Try(int seed);
}

/// <param name="What">What was not as it must be.</param>
/// <param name="Input">The smallest input found that shows it.</param>
public sealed record Failure(string Target, int Seed, string What, string Input);

/// <typeparam name="T">What it is given.</typeparam>
public abstract class Target<T>(string name) : ITarget
{
    private const int ShrinkingsMost = 400;

    public string Name { get; } = name;

    public Failure? Try(int seed)
    {
        var input = Make(new Random(seed));
        return Check(input) is not { } what ? null : Smallest(seed, input, what);
    }

    protected abstract T Make(Random random);

    /// <summary>Null, or what was not as it must be. An exception that comes out of it is that too.</summary>
    protected abstract string? Fault(T input);

    /// <summary>Inputs that are smaller than this one, the smallest first.</summary>
    protected abstract IEnumerable<T> Smaller(T input);

    protected abstract string Show(T input);

    public string? Check(T input)
    {
        try
        {
            return Fault(input);
        }
#pragma warning disable CA1031 // Any exception that the oracle did not expect is a finding.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return fault.ToString();
        }
    }

    private Failure Smallest(int seed, T input, string what)
    {
        var tries = 0;
        for (var again = true; again;)
        {
            again = false;
            foreach (var smaller in Smaller(input))
            {
                if (++tries > ShrinkingsMost)
                {
                    break;
                }

                if (Check(smaller) is { } still)
                {
                    (input, what, again) = (smaller, still, true);
                    break;
                }
            }
        }

        return new Failure(Name, seed, what, Show(input));
    }
}
