namespace PhoneSimulator.Stories;

/// <summary>Something that happens to people with phones, told on the desk from beginning to end.</summary>
/// <param name="Id">What the page asks for it by.</param>
/// <param name="Title">A few words, for a button.</param>
/// <param name="Promise">What it shows, in a sentence.</param>
/// <param name="End">What is said when it is over.</param>
public sealed record Story(string Id, string Title, string Promise, string End, IReadOnlyList<Scene> Scenes);

/// <summary>One step of a story.</summary>
/// <param name="Caption">What happens now, in plain words.</param>
/// <param name="Happens">Who does what, and what they wait for.</param>
public sealed record Scene(string Caption, Func<Telling, Task> Happens);

/// <summary>All of them, in the order in which they are offered.</summary>
public static class Bookshelf
{
    public static IReadOnlyList<Story> All { get; } =
    [
        MissedCheckIn.Story,
        VoicemailEverywhere.Story,
        EmsThroughAMenu.Story,
        SharedPhone.Story,
        FallsSilent.Story,
        OnlyToTalk.Story,
    ];

    public static Story? Find(string id) => All.FirstOrDefault(s => s.Id == id);
}
