using System.Collections.Immutable;
using SpotterBot.Decisions;

namespace PhoneSimulator;

/// <summary>The phones on this desk: the cast's, and those that were put beside them.</summary>
public sealed class Phones
{
    private const int FurtherMost = 12;
    private const int NameMost = 20;

    private readonly Lock _gate = new();
    private ImmutableList<Member> _further = [];

    /// <summary>In the order in which they lie on the desk.</summary>
    public IReadOnlyList<Member> All => [.. Cast.All, .. _further];

    /// <summary>Those that were put there by hand.</summary>
    public IReadOnlyList<Member> Further => _further;

    public Member? ByNumber(string number) => All.FirstOrDefault(m => m.Number == number);

    /// <summary>What the page calls a number: a name, SpotterBot, or the number as it is.</summary>
    public string NameOf(string? number) => number switch
    {
        null => "",
        Cast.Line => "SpotterBot",
        Cast.EmsCallback => "SpotterBot (for EMS)",
        _ => ByNumber(number)?.Name ?? number,
    };

    /// <summary>Puts a further phone on the desk. Null, or what is wrong with it.</summary>
    /// <param name="typedName">May be empty: the phone is called by its number's last four digits.</param>
    public string? Put(string? typedName, string? typedNumber)
    {
        if (Numbers.IsEmergency(typedNumber) || Numbers.E164(typedNumber) is not { } number)
        {
            return $"\"{typedNumber?.Trim()}\" is no number that a phone can have. Write ten digits, such as 905 555 0150, or + and the country's code.";
        }

        var name = string.Join(' ', (typedName ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        name = name.Length > 0 ? name : $"Phone {number[^4..]}";
        if (name.Length > NameMost || name.Any(c => !char.IsLetterOrDigit(c) && c is not (' ' or '-' or '\'')))
        {
            return $"A name is letters and digits, {NameMost} at most.";
        }

        lock (_gate)
        {
            if (number is Cast.Line or Cast.EmsCallback || ByNumber(number) is not null)
            {
                return $"{number} is on the desk already: {NameOf(number)}.";
            }

            if (All.Any(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return $"Another phone is called {name}.";
            }

            if (_further.Count >= FurtherMost)
            {
                return $"The desk bears {FurtherMost} further phones.";
            }

            _further = _further.Add(new Member(name, Role.Further, number));
        }

        Changed?.Invoke(this, EventArgs.Empty);
        return null;
    }

    /// <summary>Raised when a phone was put on the desk.</summary>
    public event EventHandler? Changed;
}
