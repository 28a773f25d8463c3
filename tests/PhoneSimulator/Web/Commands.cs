using PhoneCompany.People;
using PhoneSimulator.Faults;
using PhoneSimulator.Stories;
using PhoneSimulator.Time;

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

/// <summary>One of these.</summary>
internal sealed record ClockCommand
{
    /// <summary>Desk seconds per real second; 0 pauses.</summary>
    public double? Speed { get; init; }

    /// <summary>Out of a pause, as fast as before it.</summary>
    public bool GoOn { get; init; }

    /// <summary>As fast as the story that is being told would have it.</summary>
    public bool Storys { get; init; }
}

/// <summary>A further phone.</summary>
internal sealed record PhoneCommand(string? Name, string? Number);

internal sealed record FaultCommand(bool Broken);

/// <summary>The buttons of the page.</summary>
internal sealed class Commands(Desk desk)
{
    private const int TextMost = 1600;
    private const int KeysMost = 40;

    public IResult Clock(ClockCommand command)
    {
        switch (command)
        {
            case { Storys: true }:
                desk.Pace.LeaveToStory();
                break;
            case { GoOn: true }:
                desk.Pace.GoOn();
                break;
            case { Speed: { } speed } when double.IsFinite(speed) && speed is >= 0 and <= DeskClock.FastestSpeed:
                desk.Pace.SetByHand(speed);
                break;
            default:
                return Refused($"A speed is between 0 and {DeskClock.FastestSpeed}.");
        }

        return Results.NoContent();
    }

    public async Task<IResult> RestartAsync()
    {
        try
        {
            await desk.Program.RestartAsync();
            return Results.NoContent();
        }
        catch (IOException fault)
        {
            return Conflict($"SpotterBot cannot start: {fault.Message}");
        }
    }

    public async Task<IResult> KillAsync()
    {
        await desk.Program.KillAsync();
        return Results.NoContent();
    }

    public IResult Break(string fault, FaultCommand command)
    {
        if (!Enum.GetNames<Fault>().Contains(fault))
        {
            return Results.NotFound();
        }

        desk.Faults.Set(Enum.Parse<Fault>(fault), command.Broken);
        return Results.NoContent();
    }

    public IResult MendEverything()
    {
        desk.Faults.MendEverything();
        return Results.NoContent();
    }

    public IResult Tell(string id) =>
        Bookshelf.Find(id) is not { } story ? Results.NotFound()
        : desk.Stories.Start(story) ? Results.NoContent()
        : Conflict("Another story is being told. Stop it first.");

    /// <summary>The desk is made ready afterwards; that takes a moment, and the page is told when it is done.</summary>
    public IResult StopStory()
    {
        _ = desk.Stories.StopAsync();
        return Results.NoContent();
    }

    public IResult Put(PhoneCommand command) => desk.Phones.Put(command.Name, command.Number) is { } fault ? Refused(fault) : Results.NoContent();

    public IResult Phone(string number, string action, Command command)
    {
        if (desk.Phones.ByNumber(number) is not { } member)
        {
            return Results.NotFound();
        }

        try
        {
            return Do(member, desk.Network.Phone(number), action, command);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // Between the click and its coming here the call may have ended.
            return Conflict(fault.Message);
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
            case "behave" when desk.Manners.Set(member, command.Behaviour):
                break;
            default:
                return Refused("No such thing to do.");
        }

        return Results.NoContent();
    }

    private static IResult Conflict(string why) => Results.Text(why, statusCode: StatusCodes.Status409Conflict);

    private static IResult Refused(string why) => Results.Text(why, statusCode: StatusCodes.Status400BadRequest);
}
