using Microsoft.Extensions.DependencyInjection;
using PhoneSimulator;
using PhoneSimulator.Stories;
using SpotterBot.Decisions.Sessions;
using SpotterBot.People;

namespace DeskTests.Stories;

/// <summary>Each story is told to its end on the real desk, and what it promises happens.</summary>
public sealed class StoryTests(ToldDesk told) : IClassFixture<ToldDesk>
{
    private const double OffLineBound = 150;
    private const double OnLineBound = 105;

    [Fact]
    public async Task A_missed_check_in_is_taken_by_a_peer_who_talks_with_the_caller()
    {
        await told.TellAsync("missed-check-in");
        var session = Assert.Single(await told.SessionsAsync());
        Assert.InRange(await told.SecondsToAsync(session, "Accepted"), 75, OffLineBound);
        Assert.True(told.Heard(Cast.Ana, "12 Main St"));
        Assert.False(told.Heard(Cast.Ben, "Main"));
        Assert.True(told.Heard(Cast.Caller, "it's Ana") && told.Heard(Cast.Ana, "nodded off"));
        Assert.True(told.Got(Cast.Caller, "stand down") || told.Heard(Cast.Ana, "Noted"));
        NobodyIsRung(Cast.Ems, Cast.EmsBackup, Cast.Coordinator);
        Assert.Equal(Outcome.FinishedAfterEscalation, session.Outcome);
    }

    [Fact]
    public async Task Voicemail_is_no_person_hears_no_place_and_ems_rings_in_time()
    {
        await told.TellAsync("voicemail-everywhere");
        var session = Assert.Single(await told.SessionsAsync());
        Assert.InRange(await told.SecondsToAsync(session, "EmsDialled"), 75, OffLineBound);
        Assert.All([Cast.Ana, Cast.Ben], m => Assert.NotEmpty(told.VoicemailOf(m)));
        Assert.All([Cast.Caller, Cast.Ana, Cast.Ben], m => Assert.DoesNotContain(told.VoicemailOf(m), r => r.Text.Contains("Main", StringComparison.Ordinal)));
        Assert.Equal(1, told.Rung(Cast.Ems));
        Assert.True(told.Heard(Cast.Ems, "12 Main St") && told.Heard(Cast.Ems, "naloxone"));
        NobodyIsRung(Cast.EmsBackup);
    }

    [Fact]
    public async Task A_menu_is_passed_and_a_call_taker_confirms()
    {
        await told.TellAsync("ems-menu");
        var session = Assert.Single(await told.SessionsAsync());
        Assert.InRange(await told.SecondsToAsync(session, "EmsDialled"), 75, OffLineBound);
        Assert.Contains(told.Heard(Cast.Ems), h => h.Kind == PhoneCompany.People.HeardKind.Tone && h.Text == DemoSettings.MenuKey);
        Assert.True(await told.SecondsToAsync(session, "EmsConfirmed") > 0);
        NobodyIsRung(Cast.EmsBackup);
    }

    [Fact]
    public async Task On_a_shared_phone_an_answer_for_one_never_counts_for_the_other()
    {
        await told.TellAsync("shared-phone");
        var sessions = await told.SessionsAsync();
        Assert.Equal(['A', 'B'], sessions.Select(s => s.Letter));
        Assert.Equal([Outcome.Finished, Outcome.FinishedAfterEscalation], sessions.Select(s => s.Outcome!.Value));
        Assert.InRange(await told.SecondsToAsync(sessions[1], "Accepted"), 75, OffLineBound);
        Assert.True(told.Heard(Cast.Ana, "14 Main St"));
        Assert.False(told.Heard(Cast.Ana, "12 Main St"));
        NobodyIsRung(Cast.Ems, Cast.EmsBackup);
    }

    [Fact]
    public async Task A_caller_who_falls_silent_on_the_line_is_reached_on_it_and_ems_is_joined()
    {
        // Somebody practised coming back on this phone: the story's caller comes for the first time all the same.
        await told.Desk.Program.Services!.GetRequiredService<PhoneBook>().KeepAsync(Cast.Caller.Number, "14 Main St, Hamilton", new Usual("home", null, null, null, Quiet: false, Tone: false));
        await told.TellAsync("falls-silent");
        var session = Assert.Single(await told.SessionsAsync());
        Assert.InRange(await told.SecondsToAsync(session, "Accepted"), 45, OnLineBound);
        Assert.True(told.Heard(Cast.Caller, "Can you hear me") && told.Heard(Cast.Caller, "A crew is on the way") && told.Heard(Cast.Ben, "A crew is on the way"));
        Assert.Equal(1, told.Rung(Cast.Ems));
        NobodyIsRung(Cast.Caller, Cast.EmsBackup);
    }

    [Fact]
    public async Task Who_only_wants_to_talk_is_connected_and_nothing_follows()
    {
        await told.TellAsync("only-to-talk");
        var session = Assert.Single(await told.SessionsAsync());
        Assert.Equal(Outcome.TalkEnded, session.Outcome);
        Assert.True(told.Heard(Cast.Ana, "wanted to hear someone") && told.Heard(Cast.Caller, "I have time"));
        NobodyIsRung(Cast.Caller, Cast.Ems, Cast.EmsBackup, Cast.Coordinator);
    }

    [Fact]
    public async Task A_story_is_stopped_at_a_click_and_another_cannot_begin_before_the_desk_is_ready()
    {
        var desk = told.Desk;
        Assert.True(desk.Stories.Start(Bookshelf.All[0]));
        Assert.False(desk.Stories.Start(Bookshelf.All[1]));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (desk.Stories.Now!.Scene < 3)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }

        await desk.Stories.StopAsync();
        Assert.Equal(StoryPhase.Stopped, desk.Stories.Now!.Phase);
        await told.IsReadyAsync();
        await desk.Stories.StopAsync();
        Assert.Null(desk.Stories.Now);
    }

    [Fact]
    public void Every_story_says_what_it_shows_and_keeps_to_the_words_of_the_field()
    {
        string[] never = ["user", "addict", "abuse", "clean", "victim", "patient", "client", "overdose", "sober"];
        foreach (var story in Bookshelf.All)
        {
            string[] words = [story.Title, story.Promise, story.End, .. story.Scenes.Select(s => s.Caption)];
            Assert.All(words, w => Assert.DoesNotContain(never, n => w.Contains(n, StringComparison.OrdinalIgnoreCase)));
            Assert.All(words[1..], w => Assert.Matches("[.?]$", w));
        }

        Assert.Distinct(Bookshelf.All.Select(s => s.Id));
    }

    private void NobodyIsRung(params Member[] members) => Assert.All(members, m => Assert.Equal(0, told.Rung(m)));
}
