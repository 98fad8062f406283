// BranchBot in one resource group: what it runs on, what it keeps, who may do what, and who is told when something is wrong.
// Nothing here has a key or a password: the bot proves itself by one managed identity everywhere. See README.md beside this file.
targetScope = 'resourceGroup'

@description('What the names of all resources begin with: small letters and digits.')
@minLength(3)
@maxLength(11)
param name string = 'branchbot'

@description('The region. Zone redundancy needs one with availability zones.')
param location string = resourceGroup().location

@description('Which of Microsoft\'s clouds the tenant is in: Teams, Graph and the login differ. Azure\'s own endpoints follow the cloud that is deployed to.')
@allowed(['Public', 'China'])
param cloud string = environment().name == 'AzureChinaCloud' ? 'China' : 'Public'

@description('The tenants whose people are served.')
@minLength(1)
param tenants string[] = [tenant().tenantId]

@description('Object ids of the administrators.')
param administrators string[] = []

@description('The registration whose API the tab and the panes call; empty: no panes, no tab.')
param apiClientId string = ''

@description('The id of the app package (infra/app, --app-id): the add-in in Outlook is told with whom a talk is.')
param appId string = ''

@description('Whether talks go into Outlook; the identity then needs consent for Microsoft Graph (README.md).')
param outlook bool = false

@description('How long after a look at a manager\'s calendar the next one is.')
param calendarLook string = '00:01:00'

@description('Adaptive or Text; empty: what is usual in the cloud.')
@allowed(['', 'Adaptive', 'Text'])
param cards string = ''

@description('Calls a second of all instances together that Teams allows the app in a tenant.')
@minValue(1)
@maxValue(1000)
param rate int = 50

@description('The bot\'s own host name, such as branchbot.bank.example; empty: the one that Azure gives.')
param domain string = ''

@description('The certificate of the own host name, a resource of the Container Apps environment; empty: none yet.')
param certificateId string = ''

@description('The image to run. Empty is refused, so that nobody who forgets it takes the bot away; see standIn.')
param image string = ''

@description('For the first deployment only: a sample of Microsoft\'s runs until an image is named.')
param standIn bool = false

@description('Instances at least; they share nothing but the storage account.')
@minValue(2)
@maxValue(49)
param minReplicas int = 2

@description('Instances at most. 49 share the sending rate of one registration; one more would send nothing (bot/Decisions/0006).')
@minValue(2)
@maxValue(49)
param maxReplicas int = 10

@description('Whether instances and data are spread over the zones of the region. Can be chosen only when the environment is made.')
param zoneRedundant bool = true

@description('Whether storage and vault are reached by private addresses only, and images are pulled by one. Pushing an image stays public, for whom Entra ID lets in.')
param privateEndpoints bool = true

@description('With private endpoints: public addresses from which photos on cards and screens may be fetched all the same (CIDR). Empty: none.')
param photoIpRanges string[] = []

@description('The virtual network; the first /24 is for instances, the second for private endpoints.')
param addressPrefix string = '10.60.0.0/22'

@description('Where the tables are copied to each night: a place of the command backup (docs/data.md), {date} being the day. Empty: nowhere.')
param backupPlace string = 'container:branchbot-backups/{date}'

@description('When, as a cron expression in UTC: 18:00 is two in the morning in Beijing.')
param backupAt string = '0 18 * * *'

@description('After how many days a copy in the container branchbot-backups is deleted. Who is forgotten lives on in it for so long.')
@minValue(1)
@maxValue(3650)
param backupDays int = 30

@description('Who gets a mail when an alert is raised. Empty: nobody; alerts are then seen only by who looks at Azure Monitor.')
param alertEmails string[] = []

@description('How long logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Whether each read, write and deletion of tables and blobs is logged, with who made it: the bot\'s own too, which costs by volume.')
param storageLogs bool = false

@description('Where the Azure Bot resource is listed; its traffic is not.')
param botLocation string = 'global'

@description('The plan of the Azure Bot. Messages of Teams cost nothing in either; S1 has a service level.')
@allowed(['F0', 'S1'])
param botSku string = 'S1'

@description('Tags of every resource.')
param tags object = {}

var suffix = uniqueString(resourceGroup().id, name)
var short = '${name}${take(suffix, 8)}'

// Here and not in the module: worked out before anything is deployed.
var runs = !empty(image) || standIn
  ? image
  : fail('No image is named. Set SERVICE_BOT_IMAGE_NAME to the image to run, REGISTRY/branchbot:VERSION. Only for the first deployment, before any image is pushed, set BRANCHBOT_STAND_IN to true instead.')

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
  tags: tags
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    name: name
    location: location
    tags: tags
    addressPrefix: addressPrefix
    privateEndpoints: privateEndpoints
  }
}

module telemetry 'modules/telemetry.bicep' = {
  name: 'telemetry'
  params: {
    name: name
    location: location
    tags: tags
    retentionDays: logRetentionDays
    principalId: identity.properties.principalId
  }
}

module environments 'modules/environment.bicep' = {
  name: 'environment'
  params: {
    name: name
    location: location
    tags: tags
    subnetId: network.outputs.appsSubnetId
    zoneRedundant: zoneRedundant
    workspaceId: telemetry.outputs.workspaceId
    domain: domain
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: take('${short}data', 24)
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    principalId: identity.properties.principalId
    privateEndpoints: privateEndpoints
    photoIpRanges: photoIpRanges
    subnetId: network.outputs.endpointsSubnetId
    zoneIds: network.outputs.storageZoneIds
    origin: 'https://${environments.outputs.host}'
    backupDays: backupDays
    workspaceId: telemetry.outputs.workspaceId
    logs: storageLogs
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: take('${short}-kv', 24)
    location: location
    tags: tags
    principalId: identity.properties.principalId
    privateEndpoints: privateEndpoints
    subnetId: network.outputs.endpointsSubnetId
    zoneId: network.outputs.vaultZoneId
    workspaceId: telemetry.outputs.workspaceId
  }
}

module registry 'modules/registry.bicep' = {
  name: 'registry'
  params: {
    name: take('${short}images', 50)
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    principalId: identity.properties.principalId
    privateEndpoints: privateEndpoints
    subnetId: network.outputs.endpointsSubnetId
    zoneId: network.outputs.registryZoneId
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: name
    location: location
    tags: tags
    identityId: identity.id
    environmentId: environments.outputs.id
    host: environments.outputs.host
    registryServer: registry.outputs.server
    image: runs
    minReplicas: minReplicas
    maxReplicas: maxReplicas
    certificateId: certificateId
    backupPlace: backupPlace
    backupAt: backupAt
    settings: {
      botAppId: identity.properties.clientId
      tenants: join(tenants, ',')
      administrators: join(administrators, ',')
      cloud: cloud
      cards: cards
      rate: string(rate)
      apiClientId: apiClientId
      addinId: appId
      graphBaseUrl: outlook ? graphBaseUrl[cloud] : ''
      calendarLook: calendarLook
      storageAccount: storage.outputs.account
      storageSuffix: environment().suffixes.storage
      keyVaultKey: vault.outputs.keyUrl
      telemetry: telemetry.outputs.connectionString
    }
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: '${name}-${take(suffix, 8)}'
    location: botLocation
    tags: tags
    sku: botSku
    identityId: identity.id
    appId: identity.properties.clientId
    tenantId: identity.properties.tenantId
    host: environments.outputs.host
    workspaceId: telemetry.outputs.workspaceId
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: telemetry.outputs.workspaceId
    emails: alertEmails
    backups: !empty(backupPlace)
  }
}

// learn.microsoft.com, "National cloud deployments" of Microsoft Graph.
var graphBaseUrl = {
  Public: 'https://graph.microsoft.com/v1.0'
  China: 'https://microsoftgraph.chinacloudapi.cn/v1.0'
}

@description('Where the bot is reached.')
output address string = 'https://${environments.outputs.host}/'

@description('The bot\'s id in Teams: --bot-id of the app package.')
output botId string = identity.properties.clientId

@description('The identity, to which consent for Microsoft Graph is given.')
output principalId string = identity.properties.principalId

@description('The registry that images are pushed to; azd reads it by this name.')
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.server

@description('How the app package is made that belongs to this.')
output packageCommand string = 'dotnet run infra/app/package.cs -- --app-id ${empty(appId) ? '<new guid>' : appId} --bot-id ${identity.properties.clientId} --client-id ${empty(apiClientId) ? '<api registration>' : apiClientId} --domain ${environments.outputs.host} --cloud ${cloud}'
