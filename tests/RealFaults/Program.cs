using System.CommandLine;
using System.Globalization;
using RealFaults;
using RealFaults.Company;
using RealFaults.Processes;

if (args is [CompanyProcess.Command, var folder, var number])
{
    return await CompanyProcess.RunAsync(folder, int.Parse(number, CultureInfo.InvariantCulture));
}

var store = new Option<StoreKind>("--store") { Description = "Where sessions are kept: sqlite, or azurite (with two processes of the program).", DefaultValueFactory = _ => StoreKind.Sqlite };
var minutes = new Option<double>("--minutes") { Description = "How long processes are killed and frozen.", DefaultValueFactory = _ => 5 };
var callers = new Option<int>("--callers") { Description = "Callers at a time.", DefaultValueFactory = _ => 20 };
var seed = new Option<int>("--seed") { Description = "What is done to whom; when it meets what is the machine's.", DefaultValueFactory = _ => 1 };
var keep = new Option<bool>("--keep") { Description = "Keeps the journal and the store." };
minutes.Validators.Add(result =>
{
    if (result.GetValueOrDefault<double>() is not (> 0 and <= 600))
    {
        result.AddError("--minutes is more than 0 and at most 600.");
    }
});
callers.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is not (> 0 and <= 200))
    {
        result.AddError("--callers is 1 to 200.");
    }
});
var command = new RootCommand("The program and the phone company as processes, killed and frozen at random, and the promises looked at from outside.") { store, minutes, callers, seed, keep };
command.SetAction((result, _) => Run.GoAsync(new RunOptions(
    result.GetValue(store), TimeSpan.FromMinutes(result.GetValue(minutes)), result.GetValue(callers), result.GetValue(seed), result.GetValue(keep))));
return await command.Parse(args).InvokeAsync();
