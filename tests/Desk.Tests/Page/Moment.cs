using Microsoft.Playwright;
using PhoneSimulator;
using PhoneSimulator.Stories;
using static Microsoft.Playwright.Assertions;

namespace DeskTests.Page;

/// <summary>A story on the page that stands still at a moment worth a picture, the same every time.</summary>
public sealed class Moment : IAsyncDisposable
{
    private static readonly DateTimeOffset Evening = new(2026, 3, 14, 21, 30, 0, TimeSpan.Zero);

    private readonly string _caption;
    private IDisposable? _watch;
    private Walk _walk = null!;

    private Moment(string caption) => _caption = caption;

    public Walk Walk => _walk;

    /// <summary>Tells the story up to where this caption is shown.</summary>
    public static async Task<Moment> AtAsync(Browser browser, string story, string caption)
    {
        var moment = new Moment(caption);
        moment._walk = await Walk.StartAsync(browser, new DeskOptions
        {
            StartUtc = Evening,
            Stories = new StoryPaces { Between = 100, Spoken = 100, Shown = moment.Shown },
        });
        await moment._walk.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = Bookshelf.Find(story)!.Title }).ClickAsync();
        await moment.StandsStillAsync();
        return moment;
    }

    /// <summary>Goes on until this person has begun to say such words, and so many seconds further.</summary>
    public async Task GoesOnToAsync(Member speaker, string words, double seconds)
    {
        var clock = _walk.Desk.Clock;
        ITimer? alarm = null;
        _watch = _walk.Desk.Network.Watch(entry =>
        {
            if (alarm is null && entry.Kind == "said" && entry.Phone == speaker.Number && entry.Text.StartsWith(words, StringComparison.Ordinal))
            {
                alarm = clock.CreateTimer(_ => _walk.Desk.Pace.SetByHand(0), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
            }
        });
        _walk.Desk.Pace.LeaveToStory();
        await _walk.UntilPageAsync(() => Task.FromResult(alarm is not null));
        await StandsStillAsync();
        await alarm!.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _watch?.Dispose();
        await _walk.DisposeAsync();
    }

    private void Shown(string caption)
    {
        if (caption.StartsWith(_caption, StringComparison.Ordinal))
        {
            _walk.Desk.Pace.SetByHand(0);
        }
    }

    private Task StandsStillAsync() => Expect(_walk.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pause" }))
        .ToHaveAttributeAsync("aria-pressed", "true", new LocatorAssertionsToHaveAttributeOptions { Timeout = 60_000 });
}
