using PhoneCompany;
using PhoneCompany.People;
using PhoneSimulator.Hosting;
using PhoneSimulator.Time;
using PhoneSimulator.View;

namespace PhoneSimulator.Web;

/// <summary>What a button on the page may ask for.</summary>
internal sealed record Command
{
    /// <summary>What is texted or said.</summary>
    public string? Text { get; init; }

    /// <summary>Keys, <c>0-9*#</c>.</summary>
    public string? Keys { get; init; }

    /// <summary>The number dialled, E.164; the service's line unless given.</summary>
    public string? To { get; init; }

    /// <summary>Whether the number stays hidden, or the phone is a landline.</summary>
    public bool On { get; init; }

    /// <summary>A <see cref="BehaviourChoice.Id"/>.</summary>
    public string? Behaviour { get; init; }
}

internal sealed record Pace(double Speed);

/// <summary>The buttons of the page.</summary>
internal sealed class Commands(PhoneNetwork network, DeskClock clock, DeskView view, ProgramHost program)
{
    private const int TextMost = 1600;
    private const int KeysMost = 40;

    public IResult Clock(Pace pace)
    {
        if (!double.IsFinite(pace.Speed) || pace.Speed is < 0 or > DeskClock.FastestSpeed)
        {
            return Refused($"A speed is between 0 and {DeskClock.FastestSpeed}.");
        }

        clock.Speed = pace.Speed;
        return Results.NoContent();
    }

    public async Task<IResult> RestartAsync()
    {
        await program.RestartAsync();
        return Results.NoContent();
    }

    public async Task<IResult> KillAsync()
    {
        await program.KillAsync();
        return Results.NoContent();
    }

    public IResult Phone(string number, string action, Command command)
    {
        if (Cast.ByNumber(number) is not { } member)
        {
            return Results.NotFound();
        }

        try
        {
            return Do(member, network.Phone(number), action, command);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // Between the click and its coming here the call may have ended.
            return Results.Text(fault.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    private IResult Do(Member member, Handset phone, string action, Command command)
    {
        switch (action)
        {
            case "answer":
                phone.Answers();
                break;
            case "decline":
                phone.Rejects();
                break;
            case "hang-up":
                phone.HangsUp();
                break;
            case "press" when command.Keys is { Length: > 0 and <= KeysMost } keys && keys.All(k => char.IsAsciiDigit(k) || k is '*' or '#'):
                phone.Presses(keys);
                break;
            case "say" when command.Text is { Length: > 0 and <= TextMost } words:
                phone.Says(words);
                break;
            case "text" when command.Text is { Length: > 0 and <= TextMost } body:
                phone.Texts(body, Cast.Line);
                break;
            case "dial":
                phone.PlacesCall(command.To ?? Cast.Line, command.On ? "anonymous" : null);
                break;
            case "landline":
                phone.IsLandline = command.On;
                break;
            case "behave" when Behaviours.For(member.Role).FirstOrDefault(b => b.Id == command.Behaviour) is { } choice:
                view.Behave(member, choice);
                break;
            default:
                return Refused("No such thing to do.");
        }

        return Results.NoContent();
    }

    private static IResult Refused(string why) => Results.Text(why, statusCode: StatusCodes.Status400BadRequest);
}
